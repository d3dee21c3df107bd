use db::list::{resolve, resolve_of};
use db::{Conn, Scope};
use domain::problem::FieldError;
use domain::search::SearchQuery;
use domain::{Layer, ListId};

use crate::http::{Answer, Refusal};

/// The search of a live list, looked at with the lists that stand in it: the list itself must not.
pub(super) fn check(
    conn: &mut Conn,
    scope: &Scope,
    list: Option<ListId>,
    query: &str,
) -> Answer<()> {
    let mut query = SearchQuery::from_address(query).map_err(Refusal::invalid)?;
    if query.scope == Layer::Directory {
        let message = "Lists hold contacts of the workspace, not of the directory.";
        return Err(Refusal::invalid(vec![FieldError::new("query", "invalid", message)]));
    }
    match list {
        Some(list) => resolve_of(conn, scope, list, &mut query)?,
        None => resolve(conn, scope, &mut query)?,
    }
    Ok(())
}
