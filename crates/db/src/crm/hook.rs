//! Webhooks of the CRM that were heard.

use diesel::prelude::*;
use domain::Timestamp;

use crate::Result;
use crate::conn::{Conn, on};
use crate::schema::crm_hooks as table;
use crate::types::Moment;

/// Notes a webhook by the hash of its name.
///
/// # Errors
/// [`crate::Constraint::HookHeard`] if it was heard before.
pub fn create(conn: &mut Conn, hash: &[u8; 32], now: Timestamp) -> Result<()> {
    on!(conn, |c| diesel::insert_into(table::table)
        .values((table::hash.eq(hash.as_slice()), table::heard_at.eq(Moment(now))))
        .execute(c))?;
    Ok(())
}

/// Whether a webhook was heard before.
pub fn is_heard(conn: &mut Conn, hash: &[u8; 32]) -> Result<bool> {
    let found: i64 =
        on!(conn, |c| table::table.filter(table::hash.eq(hash.as_slice())).count().get_result(c))?;
    Ok(found > 0)
}

/// Forgets those heard before a moment.
pub fn prune(conn: &mut Conn, before: Timestamp) -> Result<()> {
    on!(conn, |c| diesel::delete(table::table)
        .filter(table::heard_at.lt(Moment(before)))
        .execute(c))?;
    Ok(())
}
