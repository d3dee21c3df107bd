//! Failed sign-ins, counted for each account and each address, so that guessing grows slow. The
//! names are keyed hashes: the table tells nobody's address.

use diesel::prelude::*;
use domain::Timestamp;

use crate::Result;
use crate::conn::{Conn, on};
use crate::schema::sign_in_failures as table;
use crate::types::Moment;

/// How often something failed, and when last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failures {
    pub count: i64,
    pub last_at: Timestamp,
}

/// The failures under a name.
pub fn find(conn: &mut Conn, name: &[u8; 32]) -> Result<Option<Failures>> {
    let row: Option<(i64, Moment)> = on!(conn, |c| table::table
        .find(name.as_slice())
        .select((table::failures, table::last_at))
        .get_result(c)
        .optional())?;
    Ok(row.map(|(count, Moment(last_at))| Failures { count, last_at }))
}

/// Counts one failure more.
pub fn add(conn: &mut Conn, name: &[u8; 32], now: Timestamp) -> Result<()> {
    on!(conn, |c| diesel::insert_into(table::table)
        .values((
            table::name.eq(name.as_slice()),
            table::failures.eq(1),
            table::last_at.eq(Moment(now)),
        ))
        .on_conflict(table::name)
        .do_update()
        .set((table::failures.eq(table::failures + 1), table::last_at.eq(Moment(now))))
        .execute(c))?;
    Ok(())
}

/// Counts one failure less, when what was counted before it was looked at turned out well.
pub fn take_back(conn: &mut Conn, name: &[u8; 32]) -> Result<()> {
    on!(conn, |c| diesel::update(table::table.find(name.as_slice()))
        .filter(table::failures.gt(0))
        .set(table::failures.eq(table::failures - 1))
        .execute(c))?;
    Ok(())
}

/// Forgets the failures under a name: whoever it was has proved themselves.
pub fn forget(conn: &mut Conn, name: &[u8; 32]) -> Result<()> {
    on!(conn, |c| diesel::delete(table::table.find(name.as_slice())).execute(c))?;
    Ok(())
}

/// Forgets what is older than a moment.
pub fn prune(conn: &mut Conn, before: Timestamp) -> Result<usize> {
    Ok(on!(conn, |c| diesel::delete(table::table)
        .filter(table::last_at.lt(Moment(before)))
        .execute(c))?)
}
