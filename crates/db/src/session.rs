//! Signed-in browsers.
//!
//! A session holds a random seed and a generation number; the refresh token of a generation is
//! computed from both under a key that the database does not know (see `api::access`), so the
//! table holds nothing that opens anything.

use diesel::prelude::*;
use domain::access::{MemberStatus, Role};
use domain::{OrganizationId, SessionId, Timestamp, UserId};

use crate::conn::{Conn, on};
use crate::member::{read_role, read_status};
use crate::schema::{members, sessions};
use crate::types::{Key, Moment};
use crate::{Error, Result, Scope};

/// A session as rotation needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Session {
    pub id: SessionId,
    pub user: UserId,
    pub organization: OrganizationId,
    pub seed: [u8; 32],
    /// The number of the refresh token that is valid now.
    pub generation: i64,
    /// When that token was made.
    pub rotated_at: Timestamp,
    pub expires_at: Timestamp,
    pub revoked: bool,
}

/// Who a request comes from, with their place in the organization as it is at this moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Principal {
    pub scope: Scope,
    pub session: SessionId,
    pub role: Role,
    pub status: MemberStatus,
}

/// Opens a session of generation 0.
pub fn create(
    conn: &mut Conn,
    id: SessionId,
    scope: &Scope,
    seed: [u8; 32],
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<Session> {
    let (user, organization) = (scope.user(), scope.organization());
    on!(conn, |c| diesel::insert_into(sessions::table)
        .values((
            sessions::id.eq(Key(id)),
            sessions::user_id.eq(Key(user)),
            sessions::organization_id.eq(Key(organization)),
            sessions::seed.eq(seed.as_slice()),
            sessions::generation.eq(0),
            sessions::created_at.eq(Moment(now)),
            sessions::rotated_at.eq(Moment(now)),
            sessions::expires_at.eq(Moment(expires_at)),
        ))
        .execute(c))?;
    Ok(Session {
        id,
        user,
        organization,
        seed,
        generation: 0,
        rotated_at: now,
        expires_at,
        revoked: false,
    })
}

/// The session of this id, whatever its state.
pub fn find(conn: &mut Conn, id: SessionId) -> Result<Option<Session>> {
    type Row = (Key<UserId>, Key<OrganizationId>, Vec<u8>, i64, Moment, Moment, Option<Moment>);
    let row: Option<Row> = on!(conn, |c| sessions::table
        .find(Key(id))
        .select((
            sessions::user_id,
            sessions::organization_id,
            sessions::seed,
            sessions::generation,
            sessions::rotated_at,
            sessions::expires_at,
            sessions::revoked_at,
        ))
        .first(c)
        .optional())?;
    row.map(|(user, organization, seed, generation, rotated_at, expires_at, revoked_at): Row| {
        Ok(Session {
            id,
            user: user.0,
            organization: organization.0,
            seed: seed.try_into().map_err(|_| Error::Corrupt("sessions.seed"))?,
            generation,
            rotated_at: rotated_at.0,
            expires_at: expires_at.0,
            revoked: revoked_at.is_some(),
        })
    })
    .transpose()
}

/// Moves a session to its next generation, in one statement that only one of two racing
/// requests can win.
pub fn rotate(conn: &mut Conn, session: &Session, now: Timestamp) -> Result<bool> {
    let rows = on!(conn, |c| diesel::update(sessions::table.find(Key(session.id)))
        .filter(sessions::generation.eq(session.generation))
        .filter(sessions::revoked_at.is_null())
        .set((
            sessions::generation.eq(sessions::generation + 1),
            sessions::rotated_at.eq(Moment(now)),
        ))
        .execute(c))?;
    Ok(rows == 1)
}

/// Ends a session and with it every token of its family.
pub fn revoke(conn: &mut Conn, id: SessionId, now: Timestamp) -> Result<()> {
    on!(conn, |c| diesel::update(sessions::table.find(Key(id)))
        .filter(sessions::revoked_at.is_null())
        .set(sessions::revoked_at.eq(Moment(now)))
        .execute(c))?;
    Ok(())
}

/// The principal behind an access token: the session must be open and the membership is read
/// anew, so that a revocation acts at the next request.
pub fn authenticate(
    conn: &mut Conn,
    id: SessionId,
    user: UserId,
    organization: OrganizationId,
    now: Timestamp,
) -> Result<Option<Principal>> {
    let row: Option<(String, String)> = on!(conn, |c| sessions::table
        .inner_join(
            members::table.on(members::user_id
                .eq(sessions::user_id)
                .and(members::organization_id.eq(sessions::organization_id))),
        )
        .filter(sessions::id.eq(Key(id)))
        .filter(sessions::user_id.eq(Key(user)))
        .filter(sessions::organization_id.eq(Key(organization)))
        .filter(sessions::revoked_at.is_null())
        .filter(sessions::expires_at.gt(Moment(now)))
        .select((members::role, members::status))
        .first(c)
        .optional())?;
    row.map(|(role, status)| {
        Ok(Principal {
            scope: Scope::new(organization, user),
            session: id,
            role: read_role(&role)?,
            status: read_status(&status)?,
        })
    })
    .transpose()
}
