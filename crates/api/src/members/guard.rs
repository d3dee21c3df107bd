use db::{Conn, Scope};
use domain::access::{Member, MemberStatus, Role};

use crate::http::Answer;
use crate::me::last_admin;

/// Refuses what would leave the organization without an active Organization Admin. Acts of one
/// organization come one after the other, so two who demote each other cannot both pass.
pub(super) fn keep_an_admin(
    conn: &mut Conn,
    scope: &Scope,
    before: &Member,
    (role, status): (Role, MemberStatus),
) -> Answer<()> {
    let is_admin = |role, status| role == Role::OrganizationAdmin && status == MemberStatus::Active;
    let loses = is_admin(before.role, before.status) && !is_admin(role, status);
    if loses && !db::member::has_other_admin(conn, scope, before.user.id)? {
        return Err(last_admin());
    }
    Ok(())
}
