//! Users' places in organizations.

use diesel::prelude::*;
use domain::access::{MemberStatus, Membership, OrganizationSummary, Role, UserSummary};
use domain::{OrganizationId, UserId};

use crate::conn::{Conn, on};
use crate::schema::{members, organizations, users};
use crate::types::Key;
use crate::{Error, Result, Scope};

/// The signed-in person and every organization they belong to, by name.
pub fn me(conn: &mut Conn, scope: &Scope) -> Result<(UserSummary, Vec<Membership>)> {
    type Row = (Key<OrganizationId>, String, String, String);
    let user = scope.user();
    let (name, email): (String, String) = on!(conn, |c| users::table
        .find(Key(user))
        .select((users::name, users::email_key))
        .first(c))?;
    let rows: Vec<Row> = on!(conn, |c| members::table
        .inner_join(organizations::table)
        .filter(members::user_id.eq(Key(user)))
        .filter(members::status.ne(MemberStatus::Removed.as_str()))
        .order((organizations::name.asc(), organizations::id.asc()))
        .select((organizations::id, organizations::name, members::role, members::status))
        .load(c))?;
    let memberships = rows
        .into_iter()
        .map(|(Key(id), name, role, status)| {
            let organization = OrganizationSummary { id, name };
            Ok(Membership { organization, role: read_role(&role)?, status: read_status(&status)? })
        })
        .collect::<Result<_>>()?;
    Ok((UserSummary { id: user, name, email }, memberships))
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
