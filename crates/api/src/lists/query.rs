use db::list::{resolve, resolve_of};
use db::{Conn, Scope};
use domain::problem::FieldError;
use domain::search::{Day, SearchQuery};
use domain::{Layer, ListId, Timestamp};

use crate::http::{Answer, Refusal};

/// Refuses a search of the directory, whose contacts are in no list.
pub(super) fn in_workspace(query: &SearchQuery, field: &str) -> Answer<()> {
    if query.scope == Layer::Workspace {
        return Ok(());
    }
    let message = "Lists hold contacts of the workspace, not of the directory.";
    Err(Refusal::invalid(vec![FieldError::new(field, "invalid", message)]))
}

/// The search of a live list, looked at with the lists that stand in it: the list itself must not.
pub(super) fn check(
    conn: &mut Conn,
    scope: &Scope,
    list: Option<ListId>,
    query: &str,
    now: Timestamp,
) -> Answer<()> {
    let mut query = SearchQuery::from_address(query).map_err(Refusal::invalid)?;
    in_workspace(&query, "query")?;
    let day = Day::of(now);
    match list {
        Some(list) => resolve_of(conn, scope, list, &mut query, day)?,
        None => resolve(conn, scope, &mut query, day)?,
    }
    Ok(())
}
