use actix_web::{get, web};
use db::import::Stored;
use db::import_row::Rows;
use db::{Conn, Scope};
use domain::contact::history::changes;
use domain::contact::merge;
use domain::import::{Import, ImportRow, ImportRows, ImportState, RowFilter, RowState};
use domain::{ContactId, ImportId, Layer};
use files::Mapping;
use serde::Deserialize;
use utoipa::IntoParams;

use super::load::load;
use crate::App;
use crate::access::{Access, ImportsStage};
use crate::http::{Answer, Refusal, read_cursor, write_cursor};

/// Rows in a page unless asked otherwise, and at most.
const PAGE: usize = 100;
const PAGE_MAX: usize = 1_000;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Params {
    /// Only rows of this state.
    state: Option<RowState>,
    /// Only rows that look like another contact, or only those that do not.
    similar: Option<bool>,
    /// Only rows with an error in this field.
    error: Option<String>,
    /// Only rows with this text in any cell, whatever the case of its Latin letters.
    q: Option<String>,
    /// The column that `equals` speaks of: its place, counted from 0.
    column: Option<u32>,
    /// Only rows whose cell in `column` is exactly this; the empty text means empty cells.
    equals: Option<String>,
    /// Only rows whose contact an undo left as it is.
    kept: Option<bool>,
    /// Rows that are passed over before the first: a grid jumps with it.
    offset: Option<u64>,
    /// 100 unless given, 1,000 at most.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<usize>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// List the rows of an import
///
/// Every row of the file with its fate and the reason, in the order of the file. A row that changes a
/// contact shows what it changes, against the contact as it is now.
#[utoipa::path(
    tag = "imports",
    params(("id" = ImportId, Path), Params),
    responses((status = 200, description = "A page of rows", body = ImportRows)),
)]
#[get("/imports/{id}/rows")]
pub(crate) async fn list_import_rows(
    app: web::Data<App>,
    access: Access<ImportsStage>,
    id: web::Path<ImportId>,
    params: web::Query<Params>,
) -> Answer<web::Json<ImportRows>> {
    let (scope, id, now) = (access.scope, id.into_inner(), app.sources.now());
    let params = params.into_inner();
    let after = read_cursor(params.cursor.as_deref())?.unwrap_or_default();
    let page = params.limit.unwrap_or(PAGE).clamp(1, PAGE_MAX);
    let limit = i64::try_from(page + 1).unwrap_or(i64::MAX);
    let (offset, kept) = (params.offset.unwrap_or_default(), params.kept.unwrap_or_default());
    let Params { state, similar, error, q, column, equals, .. } = params;
    let filter = RowFilter { state, similar, error, q, column, equals };
    let read = move |c: &mut Conn| {
        let stored = load(c, &scope, id, now)?;
        let written = shown_as_written(&stored);
        let asked = Rows { filter, kept, after, offset, written };
        let mut rows = db::import_row::list(c, &scope, id, &asked, limit)?;
        explain(c, &scope, &stored, &mut rows)?;
        let total = match counted(&stored.import, &asked) {
            Some(total) => total,
            None => db::import_row::count(c, &scope, id, &Rows { after: 0, ..asked })?,
        };
        Ok::<_, Refusal>((rows, total))
    };
    let (mut rows, total) = app.db.read_as(&scope, read).await?;
    let more = rows.len() > page;
    rows.truncate(page);
    let next_cursor = rows.last().filter(|_| more).map(|last| write_cursor(&last.number));
    Ok(web::Json(ImportRows { rows, total, next_cursor }))
}

/// Rows up to this number are in the workspace.
pub(super) fn shown_as_written(stored: &Stored) -> u64 {
    match stored.import.state {
        ImportState::Undone => 0,
        _ => stored.written_through,
    }
}

/// How many rows meet a filter, where the import knows it already.
fn counted(import: &Import, rows: &Rows) -> Option<u64> {
    let RowFilter { state, similar, error: None, q: None, equals: None, .. } = &rows.filter else {
        return None;
    };
    let counts = import.rows;
    match (state, similar, rows.kept) {
        (None, None, false) => Some(counts.total),
        (None, Some(true), false) => Some(counts.similar),
        (Some(state), None, false) => Some(match state {
            RowState::New => counts.new,
            RowState::Update => counts.update,
            RowState::Duplicate => counts.duplicate,
            RowState::Invalid => counts.invalid,
            RowState::Suppressed => counts.suppressed,
            RowState::Skipped => counts.skipped,
        }),
        _ => None,
    }
}

/// Says of rows that are still to be written what they change.
pub(super) fn explain(
    conn: &mut Conn,
    scope: &Scope,
    stored: &Stored,
    rows: &mut [ImportRow],
) -> Answer<()> {
    let waits = |row: &&mut ImportRow| row.state == RowState::Update && !row.committed;
    let ids: Vec<ContactId> =
        rows.iter_mut().filter(waits).filter_map(|row| row.contact_id).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let mapping = Mapping::of(&stored.import).map_err(Refusal::invalid)?;
    let contacts = db::contact::by_ids(conn, scope, Layer::Workspace, &ids)?;
    for row in rows.iter_mut().filter(waits) {
        let contact = contacts.iter().find(|contact| Some(contact.id) == row.contact_id);
        if let (Some(contact), Some(fields)) = (contact, &row.fields) {
            let after = merge(mapping.rules(), &contact.fields, fields);
            row.changes = changes(&contact.fields, &after);
        }
    }
    Ok(())
}
