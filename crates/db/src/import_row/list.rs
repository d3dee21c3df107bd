use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Integer, Text};
use domain::ImportId;
use domain::import::{ImportRow, RowFilter};

use super::kept;
use super::{Row, signed};
use crate::conn::{Conn, on};
use crate::schema::import_rows;
use crate::types::Key;
use crate::{Result, Scope};

/// Which rows of an import are asked for, and where a page of them begins.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    pub filter: RowFilter,
    /// Only rows whose contact an undo left as it is.
    pub kept: bool,
    /// Rows behind this number.
    pub after: u64,
    /// Rows that meet the filter and are left out before the first.
    pub offset: u64,
    /// Rows up to this number are in the workspace.
    pub written: u64,
}

impl Rows {
    /// The same rows, which begin behind a number where that can be said: rows are numbered without a gap, so
    /// that the place of one in a list that leaves nothing out is its number. Passing over half a million
    /// rows one by one takes a third of a second.
    fn begun_by_number(&self) -> Self {
        let is_whole = self.filter == RowFilter::default() && !self.kept;
        let offset = if is_whole { 0 } else { self.offset };
        Self { after: self.after.saturating_add(self.offset - offset), offset, ..self.clone() }
    }
}

/// The conditions of a filter, on a boxed query.
macro_rules! narrowed {
    ($query:expr, $import:expr, $owner:expr, $rows:expr) => {{
        let Rows { filter, kept, after, .. } = $rows;
        let mut query = $query
            .filter(import_rows::import_id.eq(Key($import)))
            .filter(import_rows::organization_id.eq(Key($owner)))
            .filter(import_rows::number.gt(signed(*after)))
            .into_boxed();
        if let Some(state) = filter.state {
            query = query.filter(import_rows::state.eq(state.as_str()));
        }
        if let Some(similar) = filter.similar {
            query = query.filter(import_rows::alike.eq(similar));
        }
        if let Some(field) = &filter.error {
            let pattern = format!("%\"field\":%\"{}%", escaped(field));
            let errors = sql::<Bool>("CAST(errors AS TEXT) LIKE ");
            query = query.filter(errors.bind::<Text, _>(pattern).sql(" ESCAPE '\\'"));
        }
        if let Some(text) = filter.q.as_deref().filter(|text| !text.is_empty()) {
            let pattern = format!("%{}%", escaped(&text.to_lowercase()));
            let cells = sql::<Bool>(
                "lower(CAST(cells AS TEXT) || coalesce(CAST(edits AS TEXT), '')) LIKE ",
            );
            query = query.filter(cells.bind::<Text, _>(pattern).sql(" ESCAPE '\\'"));
        }
        if let (Some(column), Some(text)) = (filter.column, &filter.equals) {
            let cell = sql::<Bool>("trim(coalesce(edits ->> ")
                .bind::<Text, _>(column.to_string())
                .sql(", cells ->> ")
                .bind::<Integer, _>(i32::try_from(column).unwrap_or(i32::MAX))
                .sql(", '')) = ");
            query = query.filter(cell.bind::<Text, _>(text.trim().to_owned()));
        }
        if *kept {
            query = query.filter(sql::<Bool>(
                "EXISTS (SELECT 1 FROM import_kept WHERE import_kept.import_id = \
                import_rows.import_id AND import_kept.number = import_rows.number)",
            ));
        }
        query
    }};
}

/// Staged rows in the order of the file, with what an undo left of them.
pub fn list(
    conn: &mut Conn,
    scope: &Scope,
    import: ImportId,
    rows: &Rows,
    limit: i64,
) -> Result<Vec<ImportRow>> {
    let owner = scope.organization();
    let rows = &rows.begun_by_number();
    let found: Vec<Row> = on!(conn, |c| narrowed!(import_rows::table, import, owner, rows)
        .order(import_rows::number.asc())
        .offset(signed(rows.offset))
        .limit(limit)
        .select(Row::as_select())
        .load(c))?;
    let mut out =
        found.into_iter().map(|row| row.into_wire(rows.written)).collect::<Result<Vec<_>>>()?;
    kept::fill(conn, scope, import, &mut out)?;
    Ok(out)
}

/// How many rows meet a filter, on all pages.
pub fn count(conn: &mut Conn, scope: &Scope, import: ImportId, rows: &Rows) -> Result<u64> {
    let owner = scope.organization();
    let count: i64 =
        on!(conn, |c| narrowed!(import_rows::table, import, owner, rows).count().get_result(c))?;
    Ok(u64::try_from(count).unwrap_or_default())
}

/// One row by its number; `written` as in [`Rows`].
pub fn find(
    conn: &mut Conn,
    scope: &Scope,
    import: ImportId,
    number: u64,
    written: u64,
) -> Result<Option<ImportRow>> {
    let Some(after) = number.checked_sub(1) else { return Ok(None) };
    let rows = Rows { after, written, ..Rows::default() };
    let row = list(conn, scope, import, &rows, 1)?.pop();
    Ok(row.filter(|row| row.number == number))
}

/// A text whose wildcards stand for themselves, as it stands in JSON.
fn escaped(text: &str) -> String {
    let json = serde_json::to_string(text).unwrap_or_default();
    let inner = json.get(1..json.len().saturating_sub(1)).unwrap_or_default();
    inner.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}
