//! Invitations into an organization. Their tokens are computed from the id under a key of the
//! server, so the table holds nothing that opens anything.

use diesel::prelude::*;
use domain::access::{Invitation, OrganizationSummary, Role};
use domain::value::Email;
use domain::{InvitationId, OrganizationId, Timestamp, UserId};

use crate::conn::{Conn, on};
use crate::member::read_role;
use crate::schema::{invitations, members, users};
use crate::types::{Key, Moment};
use crate::{Result, Scope, organization};

type Row = (Key<InvitationId>, String, String, Key<UserId>, Moment, Moment);

fn read((Key(id), email, role, Key(invited_by), created, expires): Row) -> Result<Invitation> {
    Ok(Invitation {
        id,
        email,
        role: read_role(&role)?,
        invited_by,
        created_at: created.0,
        expires_at: expires.0,
    })
}

/// Stores an invitation; an open one for the same address is closed.
pub fn create(conn: &mut Conn, scope: &Scope, new: &Invitation) -> Result<()> {
    let (organization, now) = (scope.organization(), Moment(new.created_at));
    on!(conn, |c| {
        diesel::update(invitations::table)
            .filter(invitations::organization_id.eq(Key(organization)))
            .filter(invitations::email_key.eq(&new.email))
            .filter(invitations::closed_at.is_null())
            .set(invitations::closed_at.eq(now))
            .execute(c)?;
        diesel::insert_into(invitations::table)
            .values((
                invitations::id.eq(Key(new.id)),
                invitations::organization_id.eq(Key(organization)),
                invitations::email_key.eq(&new.email),
                invitations::role.eq(new.role.as_str()),
                invitations::invited_by.eq(Key(new.invited_by)),
                invitations::created_at.eq(now),
                invitations::expires_at.eq(Moment(new.expires_at)),
            ))
            .execute(c)
    })?;
    Ok(())
}

/// Invitations that can still be accepted, newest first.
pub fn list(conn: &mut Conn, scope: &Scope, now: Timestamp) -> Result<Vec<Invitation>> {
    let owner = scope.organization();
    let rows: Vec<Row> = on!(conn, |c| invitations::table
        .filter(invitations::organization_id.eq(Key(owner)))
        .filter(invitations::closed_at.is_null())
        .filter(invitations::expires_at.gt(Moment(now)))
        .order(invitations::id.desc())
        .select((
            invitations::id,
            invitations::email_key,
            invitations::role,
            invitations::invited_by,
            invitations::created_at,
            invitations::expires_at,
        ))
        .load(c))?;
    rows.into_iter().map(read).collect()
}

/// Takes an invitation back; false if it is unknown, closed, or another organization's.
pub fn revoke(conn: &mut Conn, scope: &Scope, id: InvitationId, now: Timestamp) -> Result<bool> {
    let owner = scope.organization();
    let rows = on!(conn, |c| diesel::update(invitations::table.find(Key(id)))
        .filter(invitations::organization_id.eq(Key(owner)))
        .filter(invitations::closed_at.is_null())
        .set(invitations::closed_at.eq(Moment(now)))
        .execute(c))?;
    Ok(rows == 1)
}

/// Takes back what a user invited to the organization.
pub(crate) fn close_of(conn: &mut Conn, scope: &Scope, user: UserId, now: Timestamp) -> Result<()> {
    let owner = scope.organization();
    on!(conn, |c| diesel::update(invitations::table)
        .filter(invitations::organization_id.eq(Key(owner)))
        .filter(invitations::invited_by.eq(Key(user)))
        .filter(invitations::closed_at.is_null())
        .set(invitations::closed_at.eq(Moment(now)))
        .execute(c))?;
    Ok(())
}

/// How many invitations the organization made after a moment.
pub fn count_since(conn: &mut Conn, scope: &Scope, after: Timestamp) -> Result<i64> {
    let owner = scope.organization();
    Ok(on!(conn, |c| invitations::table
        .filter(invitations::organization_id.eq(Key(owner)))
        .filter(invitations::created_at.gt(Moment(after)))
        .count()
        .get_result(c))?)
}

/// Forgets invitations that are closed or over since before a moment.
pub fn prune(conn: &mut Conn, before: Timestamp) -> Result<usize> {
    Ok(on!(conn, |c| diesel::delete(invitations::table)
        .filter(
            invitations::closed_at
                .lt(Moment(before))
                .assume_not_null()
                .or(invitations::expires_at.lt(Moment(before)))
        )
        .execute(c))?)
}

/// Whether an address belongs to a member who is not removed.
pub fn is_member(conn: &mut Conn, scope: &Scope, email: &Email) -> Result<bool> {
    let owner = scope.organization();
    let found: Option<Key<UserId>> = on!(conn, |c| members::table
        .inner_join(users::table.on(users::id.eq(members::user_id)))
        .filter(members::organization_id.eq(Key(owner)))
        .filter(members::status.ne("removed"))
        .filter(users::email_key.eq(email.as_str()))
        .select(members::user_id)
        .get_result(c)
        .optional())?;
    Ok(found.is_some())
}

/// An invitation as its holder sees it.
#[derive(Debug, Clone)]
pub struct Offer {
    pub organization: OrganizationSummary,
    pub email: Email,
    pub role: Role,
    pub invited_by: UserId,
}

/// What an invitation offers; none if it was accepted, taken back, replaced, or has expired, or
/// its organization was closed.
pub fn offer(conn: &mut Conn, id: InvitationId, now: Timestamp) -> Result<Option<Offer>> {
    let row: Option<(Key<OrganizationId>, String, String, Key<UserId>)> =
        on!(conn, |c| invitations::table
            .find(Key(id))
            .filter(invitations::closed_at.is_null())
            .filter(invitations::expires_at.gt(Moment(now)))
            .select((
                invitations::organization_id,
                invitations::email_key,
                invitations::role,
                invitations::invited_by,
            ))
            .get_result(c)
            .optional())?;
    let Some((Key(owner), email, role, Key(invited_by))) = row else { return Ok(None) };
    let Some(organization) = organization::summary(conn, owner)? else { return Ok(None) };
    let role = read_role(&role)?;
    Ok(Some(Offer { organization, email: Email::from_stored(email), role, invited_by }))
}

/// Uses an invitation up, in one statement that only one of two racing requests can win.
pub fn accept(conn: &mut Conn, id: InvitationId, user: UserId, now: Timestamp) -> Result<bool> {
    let rows = on!(conn, |c| diesel::update(invitations::table.find(Key(id)))
        .filter(invitations::closed_at.is_null())
        .filter(invitations::expires_at.gt(Moment(now)))
        .set((invitations::accepted_by.eq(Key(user)), invitations::closed_at.eq(Moment(now)),))
        .execute(c))?;
    Ok(rows == 1)
}
