use actix_web::{HttpResponse, patch, web};
use db::import::Stored;
use db::{Conn, Scope};
use domain::audit::{Action, Event};
use domain::contact::Context;
use domain::import::{ImportRow, ImportState, RowPatch, RowState};
use domain::{Code, ImportId};
use files::Mapping;
use intake::{Draft, Judge};

use super::load::{load, wrong_state};
use super::rows::explain;
use crate::App;
use crate::access::{Access, ImportsStage};
use crate::http::{Answer, Refusal};

/// Edit a row
///
/// Other texts for its cells or fields, leaving it out, or keeping it apart from those it resembles. The
/// row is judged again at once; with the rest of the file it is compared when it is written.
#[utoipa::path(
    tag = "imports",
    params(("id" = ImportId, Path), ("number" = u64, Path, description = "The row's number in the file")),
    request_body(content = RowPatch, example = json!({"edits": {"3": "ann@example.com", "country": "DE"}})),
    responses((status = 200, description = "The row as it was judged again", body = ImportRow)),
)]
#[patch("/imports/{id}/rows/{number}")]
pub(crate) async fn edit_import_row(
    app: web::Data<App>,
    access: Access<ImportsStage>,
    path: web::Path<(ImportId, String)>,
    body: web::Json<RowPatch>,
) -> Answer<HttpResponse> {
    let ((id, number), patch) = (path.into_inner(), body.into_inner());
    // What is no number is no row's.
    let number: u64 = number.parse().map_err(|_| Refusal::not_found())?;
    let now = app.sources.now();
    let state = app.clone();
    let row = access
        .act(&app, move |c, scope| {
            let stored = load(c, scope, id, now)?;
            if stored.import.state != ImportState::Review {
                return Err(wrong_state("Editing a row", stored.import.state));
            }
            let written = stored.written_through;
            let row = db::import_row::find(c, scope, id, number, written)?
                .ok_or_else(Refusal::not_found)?;
            may_be_edited(&row, written)?;
            let row = judge_again(&state, c, scope, &stored, (row, &patch))?;
            let event = Event::new(Action::ImportEdited).on(id).with("rows", 1_u64);
            Ok((row, event))
        })
        .await?;
    Ok(HttpResponse::Ok().json(row))
}

fn may_be_edited(row: &ImportRow, written: u64) -> Answer<()> {
    let detail = if row.number <= written {
        "The row is written already. Edit its contact."
    } else if row.state == RowState::Suppressed {
        "The row stands on the suppression list, and nothing of it was kept."
    } else {
        return Ok(());
    };
    Err(Refusal::new(Code::WrongState, detail))
}

fn judge_again(
    app: &App,
    conn: &mut Conn,
    scope: &Scope,
    stored: &Stored,
    (row, patch): (ImportRow, &RowPatch),
) -> Answer<ImportRow> {
    let import = &stored.import;
    let mut counts = import.rows;
    counts.subtract(&row);
    let mut draft = Draft::again(row);
    for (key, text) in &patch.edits {
        match text {
            Some(text) => draft.edits.insert(key.clone(), text.clone()),
            None => draft.edits.remove(key),
        };
    }
    draft.skip = patch.skip.unwrap_or(draft.skip);
    draft.apart = patch.apart.unwrap_or(draft.apart);
    let context = Context { country: import.default_country.clone() };
    let mapping = Mapping::of(import).map_err(Refusal::invalid)?;
    let mut judge = Judge::of_rows(import.id, mapping, context, app.suppressor.clone());
    let chunk = judge.reader().read(vec![draft]);
    let mut rows = judge.chunk(conn, scope, &app.sources, chunk)?;
    for row in &rows {
        counts.add(row);
    }
    db::import_row::replace(conn, scope, import.id, &rows)?;
    db::import::set_counts(conn, scope, import.id, counts)?;
    explain(conn, scope, stored, &mut rows)?;
    rows.pop().ok_or_else(Refusal::not_found)
}
