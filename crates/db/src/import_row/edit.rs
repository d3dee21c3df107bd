use diesel::prelude::*;
use domain::ImportId;
use domain::import::ImportRow;

use super::Row;
use crate::conn::{Conn, on};
use crate::schema::import_rows;
use crate::{Result, Scope};

/// Writes rows anew that were judged again; their numbers stay.
pub fn replace(conn: &mut Conn, scope: &Scope, import: ImportId, rows: &[ImportRow]) -> Result<()> {
    for row in rows {
        let row = Row::of(scope, import, row);
        on!(conn, |c| diesel::update(import_rows::table.find((row.import_id, row.number)))
            .filter(import_rows::organization_id.eq(row.organization_id))
            .set(&row)
            .execute(c))?;
    }
    Ok(())
}
