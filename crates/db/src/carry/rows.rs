//! Rows of any table, page by page in the order of the key.

use diesel::prelude::*;

use super::catalogue::{Kind, Table};
use super::cell::{Cell, Row, bind};
use super::print::Printer;
use crate::Result;
use crate::conn::{Conn, on};
use crate::dialect;

/// Rows of one page: what memory holds at once, and what one statement binds.
const PAGE: usize = 200;

/// Reads a table from its first row to its last.
pub(super) struct Reader<'a> {
    table: &'a Table,
    last: Option<Vec<Cell>>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(table: &'a Table) -> Self {
        Self { table, last: None }
    }

    /// The next page; empty behind the last row.
    pub(super) fn next(&mut self, conn: &mut Conn) -> Result<Vec<Row>> {
        let sql = select(self.table, self.last.is_some(), dialect::bytewise(conn));
        let last = self.last.clone().unwrap_or_default();
        let page: Vec<Row> = on!(conn, |c| {
            let mut query = diesel::sql_query(sql).into_boxed();
            for cell in last {
                query = bind!(query, cell);
            }
            query.load(c)
        })?;
        if let Some(Row(cells)) = page.last() {
            self.last = Some(self.table.key.iter().map(|&at| cells[at].clone()).collect());
        }
        Ok(page)
    }
}

/// Text is compared byte by byte, as `collation` says, in both databases.
fn select(table: &Table, behind: bool, collation: &str) -> String {
    let columns = table.columns.iter().enumerate();
    let columns = columns
        .map(|(at, column)| format!("\"{}\" AS \"{}{at}\"", column.name, column.kind.letter()));
    let key: Vec<String> = table
        .key
        .iter()
        .map(|&at| {
            let column = &table.columns[at];
            let collation = if column.kind == Kind::Text { collation } else { "" };
            format!("\"{}\" {collation}", column.name)
        })
        .collect();
    let key = key.join(", ");
    let places: Vec<String> = (1..=table.key.len()).map(|place| format!("${place}")).collect();
    let behind =
        if behind { format!("WHERE ({key}) > ({})", places.join(", ")) } else { String::new() };
    format!(
        "SELECT {} FROM \"{}\" {behind} ORDER BY {key} LIMIT {PAGE}",
        columns.collect::<Vec<_>>().join(", "),
        table.name
    )
}

/// Writes rows that were read from the same table of another database.
pub(super) fn write(conn: &mut Conn, table: &Table, rows: Vec<Row>) -> Result<()> {
    let names: Vec<String> = table.columns.iter().map(|c| format!("\"{}\"", c.name)).collect();
    let width = names.len();
    let values: Vec<String> = (0..rows.len())
        .map(|row| {
            let places = (1..=width).map(|place| format!("${}", row * width + place));
            format!("({})", places.collect::<Vec<_>>().join(", "))
        })
        .collect();
    let sql = format!(
        "INSERT INTO \"{}\" ({}) {} VALUES {}",
        table.name,
        names.join(", "),
        dialect::numbers_given(conn),
        values.join(", ")
    );
    on!(conn, |c| {
        let mut query = diesel::sql_query(sql).into_boxed();
        for cell in rows.into_iter().flat_map(|Row(cells)| cells) {
            query = bind!(query, cell);
        }
        query.execute(c)
    })?;
    Ok(())
}

/// Lets PostgreSQL go on behind the numbers that were written.
pub(super) fn advance_identities(conn: &mut Conn, table: &Table) -> Result<()> {
    for column in table.columns.iter().filter(|column| column.numbered) {
        dialect::advance_identity(conn, &table.name, &column.name)?;
    }
    Ok(())
}

/// How many rows a table has, and their hash.
pub(super) fn print(conn: &mut Conn, table: &Table) -> Result<(u64, [u8; 32])> {
    let (mut printer, mut reader) = (Printer::default(), Reader::new(table));
    loop {
        let page = reader.next(conn)?;
        if page.is_empty() {
            return Ok((printer.rows(), printer.end()));
        }
        printer.page(&page);
    }
}
