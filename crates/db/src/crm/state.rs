//! Connections on their way: who set out, and what the CRM has to send back.

use diesel::prelude::*;
use domain::{OrganizationId, SessionId, Timestamp, UserId};

use crate::conn::{Conn, on};
use crate::schema::crm_states as table;
use crate::types::{Key, Moment};
use crate::{Result, Scope};

/// Somebody who set out to connect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pending {
    pub organization: OrganizationId,
    pub user: UserId,
    pub session: SessionId,
}

/// Remembers who set out; whatever they set out for before is forgotten.
pub fn create(
    conn: &mut Conn,
    scope: &Scope,
    (hash, session): (&[u8; 32], SessionId),
    until: Timestamp,
) -> Result<()> {
    on!(conn, |c| {
        diesel::delete(table::table).filter(table::session_id.eq(Key(session))).execute(c)?;
        diesel::insert_into(table::table)
            .values((
                table::hash.eq(hash.as_slice()),
                table::organization_id.eq(Key(scope.organization())),
                table::user_id.eq(Key(scope.user())),
                table::session_id.eq(Key(session)),
                table::expires_at.eq(Moment(until)),
            ))
            .execute(c)
    })?;
    Ok(())
}

/// Who set out with this; it is gone afterwards. None if nobody did, or too long ago.
pub fn take(conn: &mut Conn, hash: &[u8; 32], now: Timestamp) -> Result<Option<Pending>> {
    type Row = (Key<OrganizationId>, Key<UserId>, Key<SessionId>, Moment);
    let row: Option<Row> = on!(conn, |c| diesel::delete(table::table.find(hash.as_slice()))
        .returning((table::organization_id, table::user_id, table::session_id, table::expires_at))
        .get_result(c)
        .optional())?;
    Ok(row.filter(|(.., Moment(until))| *until > now).map(
        |(Key(organization), Key(user), Key(session), _)| Pending { organization, user, session },
    ))
}

/// Forgets those whose time is over.
pub fn prune(conn: &mut Conn, now: Timestamp) -> Result<()> {
    on!(conn, |c| diesel::delete(table::table)
        .filter(table::expires_at.le(Moment(now)))
        .execute(c))?;
    Ok(())
}
