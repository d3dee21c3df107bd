//! Signed-in browsers.
//!
//! A session holds a random seed and a generation number; the refresh token of a generation is
//! computed from both under a key that the database does not know (see `api::access`), so the
//! table holds nothing that opens anything.

use diesel::prelude::*;
use domain::access::{MemberStatus, SessionSummary, Standing};
use domain::{OrganizationId, SessionId, Timestamp, UserId};

use crate::conn::{Conn, on};
use crate::member::{read_role, read_status};
use crate::schema::{members, operators, organizations, sessions, users};
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
    /// Opens nothing but the route that takes the code of the second factor.
    pub waits: bool,
}

/// A browser that signs in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Device {
    /// Browser and system as far as they can be told.
    pub name: String,
    /// The network address.
    pub address: Option<String>,
}

/// A session to open.
#[derive(Debug, Clone)]
pub struct NewSession {
    pub id: SessionId,
    pub seed: [u8; 32],
    pub expires_at: Timestamp,
    pub device: Device,
    /// The code of the second factor is still to come.
    pub waits: bool,
}

/// Who a request comes from, with their place in the organization as it is at this moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principal {
    pub scope: Scope,
    /// The session, for people; keys have none.
    pub session: Option<SessionId>,
    pub standing: Standing,
}

/// Opens a session of generation 0.
pub fn create(conn: &mut Conn, scope: &Scope, new: &NewSession, now: Timestamp) -> Result<Session> {
    let (user, organization) = (scope.user(), scope.organization());
    on!(conn, |c| diesel::insert_into(sessions::table)
        .values((
            sessions::id.eq(Key(new.id)),
            sessions::user_id.eq(Key(user)),
            sessions::organization_id.eq(Key(organization)),
            sessions::seed.eq(new.seed.as_slice()),
            sessions::generation.eq(0),
            sessions::created_at.eq(Moment(now)),
            sessions::rotated_at.eq(Moment(now)),
            sessions::expires_at.eq(Moment(new.expires_at)),
            sessions::device.eq(&new.device.name),
            sessions::address.eq(&new.device.address),
            sessions::waits.eq(new.waits),
        ))
        .execute(c))?;
    Ok(Session {
        id: new.id,
        user,
        organization,
        seed: new.seed,
        generation: 0,
        rotated_at: now,
        expires_at: new.expires_at,
        revoked: false,
        waits: new.waits,
    })
}

/// The session of this id, whatever its state.
pub fn find(conn: &mut Conn, id: SessionId) -> Result<Option<Session>> {
    type Row =
        (Key<UserId>, Key<OrganizationId>, Vec<u8>, i64, Moment, Moment, Option<Moment>, bool);
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
            sessions::waits,
        ))
        .get_result(c)
        .optional())?;
    row.map(|row: Row| {
        let (user, organization, seed, generation, rotated_at, expires_at, revoked_at, waits) = row;
        Ok(Session {
            id,
            user: user.0,
            organization: organization.0,
            seed: seed.try_into().map_err(|_| Error::Corrupt("sessions.seed"))?,
            generation,
            rotated_at: rotated_at.0,
            expires_at: expires_at.0,
            revoked: revoked_at.is_some(),
            waits,
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

/// Opens a session whose second factor was proved, for as long as others live.
pub fn complete(conn: &mut Conn, id: SessionId, expires_at: Timestamp) -> Result<bool> {
    let rows = on!(conn, |c| diesel::update(sessions::table.find(Key(id)))
        .filter(sessions::waits.eq(true))
        .filter(sessions::revoked_at.is_null())
        .set((sessions::waits.eq(false), sessions::expires_at.eq(Moment(expires_at))))
        .execute(c))?;
    Ok(rows == 1)
}

/// Moves a session into another organization of its user; the caller has checked the membership.
pub fn enter(conn: &mut Conn, id: SessionId, scope: &Scope) -> Result<bool> {
    let organization = scope.organization();
    let rows = on!(conn, |c| diesel::update(sessions::table.find(Key(id)))
        .filter(sessions::user_id.eq(Key(scope.user())))
        .filter(sessions::revoked_at.is_null())
        .set(sessions::organization_id.eq(Key(organization)))
        .execute(c))?;
    Ok(rows == 1)
}

/// Open sessions of a person, the last used first.
pub fn list(
    conn: &mut Conn,
    scope: &Scope,
    current: SessionId,
    now: Timestamp,
) -> Result<Vec<SessionSummary>> {
    type Row = (Key<SessionId>, String, Option<String>, Moment, Moment, Moment);
    let user = scope.user();
    let rows: Vec<Row> = on!(conn, |c| sessions::table
        .filter(sessions::user_id.eq(Key(user)))
        .filter(sessions::revoked_at.is_null())
        .filter(sessions::waits.eq(false))
        .filter(sessions::expires_at.gt(Moment(now)))
        .order((sessions::rotated_at.desc(), sessions::id.desc()))
        .select((
            sessions::id,
            sessions::device,
            sessions::address,
            sessions::created_at,
            sessions::rotated_at,
            sessions::expires_at,
        ))
        .load(c))?;
    Ok(rows
        .into_iter()
        .map(|(Key(id), device, address, created_at, last_used_at, expires_at)| SessionSummary {
            id,
            device,
            address,
            created_at: created_at.0,
            last_used_at: last_used_at.0,
            expires_at: expires_at.0,
            current: id == current,
        })
        .collect())
}

/// Ends one of a person's own sessions; false if it is unknown, ended, or somebody else's.
pub fn end(conn: &mut Conn, scope: &Scope, id: SessionId, now: Timestamp) -> Result<bool> {
    let user = scope.user();
    let rows = on!(conn, |c| diesel::update(sessions::table.find(Key(id)))
        .filter(sessions::user_id.eq(Key(user)))
        .filter(sessions::revoked_at.is_null())
        .set(sessions::revoked_at.eq(Moment(now)))
        .execute(c))?;
    Ok(rows == 1)
}

/// Ends all sessions of a user but one, and answers how many.
pub fn end_others(
    conn: &mut Conn,
    user: UserId,
    but: Option<SessionId>,
    now: Timestamp,
) -> Result<usize> {
    Ok(on!(conn, |c| {
        let open = diesel::update(sessions::table)
            .filter(sessions::user_id.eq(Key(user)))
            .filter(sessions::revoked_at.is_null());
        match but {
            Some(but) => open
                .filter(sessions::id.ne(Key(but)))
                .set(sessions::revoked_at.eq(Moment(now)))
                .execute(c),
            None => open.set(sessions::revoked_at.eq(Moment(now))).execute(c),
        }
    })?)
}

/// Ends the sessions of a user in the scope's organization, which they no longer belong to.
pub(crate) fn end_in(conn: &mut Conn, scope: &Scope, user: UserId, now: Timestamp) -> Result<()> {
    let organization = scope.organization();
    on!(conn, |c| diesel::update(sessions::table)
        .filter(sessions::user_id.eq(Key(user)))
        .filter(sessions::organization_id.eq(Key(organization)))
        .filter(sessions::revoked_at.is_null())
        .set(sessions::revoked_at.eq(Moment(now)))
        .execute(c))?;
    Ok(())
}

/// The principal behind an access token: the session must be open and the membership is read
/// anew, so that a revocation acts at the next request. Who was removed is nobody any more.
pub fn authenticate(
    conn: &mut Conn,
    id: SessionId,
    user: UserId,
    organization: OrganizationId,
    now: Timestamp,
) -> Result<Option<Principal>> {
    type Row = (String, String, Option<Moment>, bool, Option<Moment>);
    // Not `first`: SQLite plans a statement anew whenever its LIMIT is bound, also to the same number.
    let row: Option<Row> = on!(conn, |c| sessions::table
        .inner_join(
            members::table.on(members::user_id
                .eq(sessions::user_id)
                .and(members::organization_id.eq(sessions::organization_id))),
        )
        .inner_join(users::table.on(users::id.eq(sessions::user_id)))
        .inner_join(organizations::table.on(organizations::id.eq(sessions::organization_id)))
        .left_join(operators::table.on(operators::user_id.eq(sessions::user_id)))
        .filter(sessions::id.eq(Key(id)))
        .filter(sessions::user_id.eq(Key(user)))
        .filter(sessions::organization_id.eq(Key(organization)))
        .filter(sessions::revoked_at.is_null())
        .filter(sessions::waits.eq(false))
        .filter(sessions::expires_at.gt(Moment(now)))
        .filter(members::status.ne(MemberStatus::Removed.as_str()))
        .select((
            members::role,
            members::status,
            users::totp_confirmed_at,
            organizations::requires_second_factor,
            operators::created_at.nullable(),
        ))
        .get_result(c)
        .optional())?;
    row.map(|(role, status, factor, required, operator)| {
        Ok(Principal {
            scope: Scope::new(organization, user),
            session: Some(id),
            standing: Standing {
                role: read_role(&role)?,
                status: read_status(&status)?,
                scopes: None,
                lacks_second_factor: required && factor.is_none(),
                is_operator: operator.is_some(),
            },
        })
    })
    .transpose()
}

/// Forgets sessions that ended before a moment, with their devices and addresses.
pub fn prune(conn: &mut Conn, before: Timestamp) -> Result<usize> {
    Ok(on!(conn, |c| diesel::delete(sessions::table)
        .filter(
            sessions::revoked_at
                .lt(Moment(before))
                .assume_not_null()
                .or(sessions::expires_at.lt(Moment(before)))
        )
        .execute(c))?)
}
