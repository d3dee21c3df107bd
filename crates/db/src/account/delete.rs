use diesel::prelude::*;
use domain::access::{MemberStatus, Role};
use domain::job::Job;
use domain::{JobId, OrganizationId, Timestamp, UserId};

use crate::conn::{Conn, on};
use crate::schema::{
    api_keys, identities, invitations, links, members, operators, organizations, sessions, users,
};
use crate::types::{Key, Moment};
use crate::{Result, Scope, account, job, member, saved_search};

/// What an account leaves behind when it goes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Left {
    /// Organizations that others belong to still.
    pub stay: Vec<OrganizationId>,
    /// Organizations that nobody belongs to any more; they were closed.
    pub closed: Vec<OrganizationId>,
    /// Organizations that would be left without an Organization Admin. If there is one, nothing
    /// was done.
    pub orphaned: Vec<OrganizationId>,
}

/// Deletes a person's account: memberships and sessions end, their keys are revoked, and what
/// is left of the person is an id, so that records still say that somebody made them.
pub fn close(conn: &mut Conn, user: UserId, now: Timestamp) -> Result<Left> {
    let mut left = Left::default();
    let places: Vec<(Key<OrganizationId>, String)> = on!(conn, |c| members::table
        .filter(members::user_id.eq(Key(user)))
        .filter(members::status.ne(MemberStatus::Removed.as_str()))
        .order(members::organization_id.asc())
        .select((members::organization_id, members::role))
        .load(c))?;
    for (Key(organization), role) in places {
        let others = member::others(conn, organization, user)?;
        let admins = others.iter().any(|(role, status)| {
            *role == Role::OrganizationAdmin && *status == MemberStatus::Active
        });
        if others.is_empty() {
            left.closed.push(organization);
        } else if !admins && member::read_role(&role)? == Role::OrganizationAdmin {
            left.orphaned.push(organization);
        } else {
            left.stay.push(organization);
        }
    }
    if left.orphaned.is_empty() {
        forget(conn, user, now)?;
        for organization in &left.closed {
            on!(conn, |c| diesel::update(organizations::table.find(Key(*organization)))
                .set(organizations::closed_at.eq(Moment(now)))
                .execute(c))?;
        }
    }
    Ok(left)
}

fn forget(conn: &mut Conn, user: UserId, now: Timestamp) -> Result<()> {
    account::disable_factor(conn, user)?;
    saved_search::leave(conn, None, user)?;
    on!(conn, |c| {
        diesel::update(members::table)
            .filter(members::user_id.eq(Key(user)))
            .set(members::status.eq(MemberStatus::Removed.as_str()))
            .execute(c)?;
        diesel::update(api_keys::table)
            .filter(api_keys::created_by.eq(Key(user)))
            .filter(api_keys::revoked_at.is_null())
            .set(api_keys::revoked_at.eq(Moment(now)))
            .execute(c)?;
        diesel::delete(sessions::table).filter(sessions::user_id.eq(Key(user))).execute(c)?;
        diesel::delete(identities::table).filter(identities::user_id.eq(Key(user))).execute(c)?;
        diesel::delete(links::table).filter(links::user_id.eq(Key(user))).execute(c)?;
        diesel::delete(operators::table.find(Key(user))).execute(c)?;
        let email = users::table.find(Key(user)).select(users::email_key);
        diesel::delete(invitations::table)
            .filter(invitations::email_key.eq_any(email))
            .execute(c)?;
        diesel::update(users::table.find(Key(user)))
            .set((
                // The address is free for a new account.
                users::email_key.eq(format!("deleted:{user}")),
                users::name.eq("Deleted account"),
                users::password_hash.eq("!"),
                users::email_verified_at.eq(None::<Moment>),
                users::deleted_at.eq(Moment(now)),
            ))
            .execute(c)
    })?;
    Ok(())
}

/// Enqueues the work that empties a closed organization.
pub fn enqueue_erasure(
    conn: &mut Conn,
    scope: &Scope,
    id: JobId,
    job: &Job,
    organization: OrganizationId,
) -> Result<()> {
    job::enqueue(conn, &Scope::new(organization, scope.user()), id, job)
}
