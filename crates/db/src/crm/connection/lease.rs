//! Leases of a connection, in the database's time: one renews the tokens, and one push speaks with the CRM.

use diesel::prelude::*;
use domain::JobId;

use crate::conn::{Conn, on};
use crate::job::after;
use crate::schema::crm_connections as table;
use crate::types::{Key, Moment};
use crate::{Result, Scope};

/// Takes the right to renew the pair of this generation for so many seconds; false if another one has it, or
/// the pair is another one by now.
pub fn lease_refresh(
    conn: &mut Conn,
    scope: &Scope,
    generation: i64,
    seconds: i64,
) -> Result<bool> {
    let (now, until) = (after(conn, 0), after(conn, seconds));
    let rows = on!(conn, |c| diesel::update(table::table)
        .filter(table::organization_id.eq(Key(scope.organization())))
        .filter(table::generation.eq(generation))
        .filter(table::refresh_token.is_not_null())
        .filter(table::refresh_until.is_null().or(table::refresh_until.le(now.nullable())))
        .set(table::refresh_until.eq(until.nullable()))
        .execute(c))?;
    Ok(rows == 1)
}

/// Takes or keeps the connection to a location for a job of a push for so many seconds; false if another one has
/// it, or if it is connected to nothing or to another location by now.
pub fn busy(
    conn: &mut Conn,
    scope: &Scope,
    location: &str,
    (job, seconds): (JobId, i64),
) -> Result<bool> {
    let (now, until) = (after(conn, 0), after(conn, seconds));
    let rows = on!(conn, |c| diesel::update(table::table)
        .filter(table::organization_id.eq(Key(scope.organization())))
        .filter(table::location.eq(location))
        .filter(table::refresh_token.is_not_null())
        .filter(
            table::busy_with
                .is_null()
                .or(table::busy_with.eq(Some(Key(job))))
                .or(table::busy_until.is_null())
                .or(table::busy_until.le(now.nullable())),
        )
        .set((table::busy_with.eq(Some(Key(job))), table::busy_until.eq(until.nullable())))
        .execute(c))?;
    Ok(rows == 1)
}

/// Gives the connection back.
pub fn free(conn: &mut Conn, scope: &Scope, job: JobId) -> Result<()> {
    on!(conn, |c| diesel::update(table::table)
        .filter(table::organization_id.eq(Key(scope.organization())))
        .filter(table::busy_with.eq(Some(Key(job))))
        .set((table::busy_with.eq(None::<Key<JobId>>), table::busy_until.eq(None::<Moment>)))
        .execute(c))?;
    Ok(())
}

/// Gives the right to renew back, without a new pair.
pub fn free_refresh(conn: &mut Conn, scope: &Scope, generation: i64) -> Result<()> {
    on!(conn, |c| diesel::update(table::table)
        .filter(table::organization_id.eq(Key(scope.organization())))
        .filter(table::generation.eq(generation))
        .set(table::refresh_until.eq(None::<Moment>))
        .execute(c))?;
    Ok(())
}
