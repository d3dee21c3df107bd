use diesel::prelude::*;
use domain::OrganizationId;

use super::runs;
use crate::Result;
use crate::conn::{Conn, on};
use crate::schema::{contact_key_runs, contact_keys};
use crate::types::Key;

/// Deletes about so many keys of a closed organization; answers whether there were any.
pub(in crate::contact) fn forget_some(
    conn: &mut Conn,
    owner: OrganizationId,
    limit: i64,
) -> Result<bool> {
    let Some((run, _)) = runs(conn, owner)?.pop() else { return Ok(false) };
    let end: Option<i64> = on!(conn, |c| contact_keys::table
        .filter(contact_keys::organization_id.eq(Key(owner)))
        .filter(contact_keys::run.eq(run))
        .order(contact_keys::hash.asc())
        .offset(limit)
        .select(contact_keys::hash)
        .first(c)
        .optional())?;
    on!(conn, |c| diesel::delete(contact_keys::table)
        .filter(contact_keys::organization_id.eq(Key(owner)))
        .filter(contact_keys::run.eq(run))
        .filter(contact_keys::hash.le(end.unwrap_or(i64::MAX)))
        .execute(c))?;
    if end.is_none() {
        on!(conn, |c| diesel::delete(contact_key_runs::table)
            .filter(contact_key_runs::organization_id.eq(Key(owner)))
            .filter(contact_key_runs::run.eq(run))
            .execute(c))?;
    }
    Ok(true)
}
