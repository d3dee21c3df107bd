use diesel::prelude::*;
use domain::import::{ImportRow, RowState};
use domain::{ContactId, ImportId};

use super::{Row, signed};
use crate::conn::{Conn, on};
use crate::schema::import_rows;
use crate::types::Key;
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

/// Gives a row another fate, when what it says is true no more at its commit.
pub fn turn(
    conn: &mut Conn,
    scope: &Scope,
    import: ImportId,
    number: u64,
    (state, reason): (RowState, &str),
    contact: Option<ContactId>,
) -> Result<()> {
    let owner = scope.organization();
    on!(conn, |c| diesel::update(import_rows::table.find((Key(import), signed(number))))
        .filter(import_rows::organization_id.eq(Key(owner)))
        .set((
            import_rows::state.eq(state.as_str()),
            import_rows::reason.eq(reason),
            import_rows::contact_id.eq(contact.map(Key)),
        ))
        .execute(c))?;
    Ok(())
}
