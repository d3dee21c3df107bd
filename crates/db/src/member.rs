//! Users' places in organizations.

use diesel::prelude::*;
use domain::access::{
    Member, MemberStatus, Membership, Need, OrganizationSummary, Permission, Role, Standing,
    UserSummary, decide,
};
use domain::{OrganizationId, Timestamp, UserId};

use crate::conn::{Conn, on};
use crate::schema::{members, organizations, users};
use crate::types::{Key, Moment};
use crate::{Error, Result, Scope, api_key, invitation, organization, saved_search, session};

/// Every organization that a person belongs to, by name.
pub fn memberships(conn: &mut Conn, scope: &Scope) -> Result<Vec<Membership>> {
    type Row = (Key<OrganizationId>, String, bool, String, String);
    let user = scope.user();
    let rows: Vec<Row> = on!(conn, |c| members::table
        .inner_join(organizations::table)
        .filter(members::user_id.eq(Key(user)))
        .filter(members::status.ne(MemberStatus::Removed.as_str()))
        .order((organizations::name.asc(), organizations::id.asc()))
        .select((
            organizations::id,
            organizations::name,
            organizations::requires_second_factor,
            members::role,
            members::status,
        ))
        .load(c))?;
    rows.into_iter()
        .map(|(Key(id), name, requires_second_factor, role, status)| {
            let organization = OrganizationSummary { id, name, requires_second_factor };
            Ok(Membership { organization, role: read_role(&role)?, status: read_status(&status)? })
        })
        .collect()
}

type Found = (Key<UserId>, String, String, String, String, Option<Moment>, Moment);

/// Members of the organization, by name; without those removed.
pub fn list(conn: &mut Conn, scope: &Scope) -> Result<Vec<Member>> {
    let owner = scope.organization();
    let rows: Vec<Found> = on!(conn, |c| members::table
        .inner_join(users::table.on(users::id.eq(members::user_id)))
        .filter(members::organization_id.eq(Key(owner)))
        .filter(members::status.ne(MemberStatus::Removed.as_str()))
        .order((users::name.asc(), users::id.asc()))
        .select((
            users::id,
            users::name,
            users::email_key,
            members::role,
            members::status,
            users::totp_confirmed_at,
            members::created_at,
        ))
        .load(c))?;
    rows.into_iter().map(read).collect()
}

/// One member; none if unknown, removed, or another organization's.
pub fn find(conn: &mut Conn, scope: &Scope, user: UserId) -> Result<Option<Member>> {
    let owner = scope.organization();
    let row: Option<Found> = on!(conn, |c| members::table
        .inner_join(users::table.on(users::id.eq(members::user_id)))
        .filter(members::organization_id.eq(Key(owner)))
        .filter(members::user_id.eq(Key(user)))
        .filter(members::status.ne(MemberStatus::Removed.as_str()))
        .select((
            users::id,
            users::name,
            users::email_key,
            members::role,
            members::status,
            users::totp_confirmed_at,
            members::created_at,
        ))
        .get_result(c)
        .optional())?;
    row.map(read).transpose()
}

fn read((Key(id), name, email, role, status, factor, joined): Found) -> Result<Member> {
    Ok(Member {
        user: UserSummary { id, name, email },
        role: read_role(&role)?,
        status: read_status(&status)?,
        second_factor: factor.is_some(),
        joined_at: joined.0,
    })
}

/// Whether the user may do all of this in the organization at this moment, as [`standing`] says.
pub fn may(conn: &mut Conn, scope: &Scope, permissions: &[Permission]) -> Result<bool> {
    let standing = standing(conn, scope)?;
    Ok(standing.is_some_and(|standing| {
        let may =
            |permission: &Permission| decide(&standing, Need::Permission(*permission)).is_ok();
        permissions.iter().all(may)
    }))
}

/// Where the user stands in the organization at this moment, for what is done in their name while they are
/// not there; none if they are no member.
pub fn standing(conn: &mut Conn, scope: &Scope) -> Result<Option<Standing>> {
    let Some(member) = find(conn, scope, scope.user())? else { return Ok(None) };
    // Closed ones have no summary, and nobody who could be told anything.
    let Some(summary) = organization::summary(conn, scope.organization())? else {
        return Ok(None);
    };
    Ok(Some(Standing {
        role: member.role,
        status: member.status,
        scopes: None,
        lacks_second_factor: summary.requires_second_factor && !member.second_factor,
        is_operator: false,
    }))
}

/// The scope of a user in an organization where they are a member in any state but removed.
pub fn place(conn: &mut Conn, organization: OrganizationId, user: UserId) -> Result<Option<Scope>> {
    let scope = Scope::new(organization, user);
    Ok(find(conn, &scope, user)?.map(|_| scope))
}

/// Makes a user a member; who was removed before comes back with the new role.
pub fn join(
    conn: &mut Conn,
    organization: OrganizationId,
    user: UserId,
    role: Role,
    now: Timestamp,
) -> Result<Scope> {
    let place = || {
        (
            members::role.eq(role.as_str()),
            members::status.eq(MemberStatus::Active.as_str()),
            members::created_at.eq(Moment(now)),
        )
    };
    on!(conn, |c| diesel::insert_into(members::table)
        .values((
            members::organization_id.eq(Key(organization)),
            members::user_id.eq(Key(user)),
            place(),
        ))
        .on_conflict((members::organization_id, members::user_id))
        .do_update()
        .set(place())
        .execute(c))?;
    Ok(Scope::new(organization, user))
}

/// Sets role and status of a member. Who is removed loses sessions and keys for good, and whoever
/// may not invite any more takes their open invitations back: else somebody could come in again by
/// what they left. Whoever calls it has made sure that an Organization Admin
/// remains, in the same transaction.
pub fn update(
    conn: &mut Conn,
    scope: &Scope,
    user: UserId,
    role: Role,
    status: MemberStatus,
    now: Timestamp,
) -> Result<()> {
    let owner = scope.organization();
    on!(conn, |c| diesel::update(members::table.find((Key(owner), Key(user))))
        .set((members::role.eq(role.as_str()), members::status.eq(status.as_str())))
        .execute(c))?;
    if status == MemberStatus::Removed {
        session::end_in(conn, scope, user, now)?;
        api_key::revoke_of(conn, scope, user, now)?;
        saved_search::leave(conn, Some(owner), user)?;
    }
    let may_invite = role.permissions().contains(&Permission::MembersManage);
    if status == MemberStatus::Removed || !may_invite {
        invitation::close_of(conn, scope, user, now)?;
    }
    Ok(())
}

/// Whether the organization has another active Organization Admin than this user.
pub fn has_other_admin(conn: &mut Conn, scope: &Scope, user: UserId) -> Result<bool> {
    let others = others(conn, scope.organization(), user)?;
    let admin = (Role::OrganizationAdmin, MemberStatus::Active);
    Ok(others.contains(&admin))
}

/// Role and status of everybody but this user; without those removed.
pub(crate) fn others(
    conn: &mut Conn,
    organization: OrganizationId,
    user: UserId,
) -> Result<Vec<(Role, MemberStatus)>> {
    let rows: Vec<(String, String)> = on!(conn, |c| members::table
        .filter(members::organization_id.eq(Key(organization)))
        .filter(members::user_id.ne(Key(user)))
        .filter(members::status.ne(MemberStatus::Removed.as_str()))
        .select((members::role, members::status))
        .load(c))?;
    rows.iter().map(|(role, status)| Ok((read_role(role)?, read_status(status)?))).collect()
}

/// The organization a user works in right after signing in: the one they joined first.
pub(crate) fn first_organization(conn: &mut Conn, user: UserId) -> Result<Option<OrganizationId>> {
    let found: Option<Key<OrganizationId>> = on!(conn, |c| members::table
        .filter(members::user_id.eq(Key(user)))
        .filter(members::status.eq(MemberStatus::Active.as_str()))
        .order((members::created_at.asc(), members::organization_id.asc()))
        .select(members::organization_id)
        .first(c)
        .optional())?;
    Ok(found.map(|Key(id)| id))
}

pub(crate) fn read_role(word: &str) -> Result<Role> {
    Role::ALL
        .iter()
        .copied()
        .find(|role| role.as_str() == word)
        .ok_or(Error::Corrupt("members.role"))
}

pub(crate) fn read_status(word: &str) -> Result<MemberStatus> {
    MemberStatus::ALL
        .iter()
        .copied()
        .find(|status| status.as_str() == word)
        .ok_or(Error::Corrupt("members.status"))
}
