use db::Which;
use db::saved_search::find;
use db::{Conn, Scope};
use domain::access::{Need, Permission, Standing, decide};
use domain::saved_search::SavedSearch;
use domain::{Code, SavedSearchId};

use crate::http::{Answer, Refusal};

/// A search that the caller sees.
pub(super) fn seen(
    conn: &mut Conn,
    scope: &Scope,
    id: SavedSearchId,
    which: Which,
) -> Answer<SavedSearch> {
    find(conn, scope, id, which)?.ok_or_else(Refusal::not_found)
}

/// A search that the caller may change: their own, and shared ones for whoever looks after the
/// organization.
pub(super) fn owned(
    conn: &mut Conn,
    scope: &Scope,
    (id, which): (SavedSearchId, Which),
    standing: &Standing,
) -> Answer<SavedSearch> {
    let search = seen(conn, scope, id, which)?;
    let is_admin = || decide(standing, Need::Permission(Permission::SettingsManage)).is_ok();
    if search.owner.id == scope.user() || is_admin() {
        return Ok(search);
    }
    let detail =
        "Only its owner and Organization Admins change a shared search. Save one of your own.";
    Err(Refusal::new(Code::NotPermitted, detail))
}
