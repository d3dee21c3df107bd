//! Filters by lists: a live list stands for its search, in which other lists may stand.

use std::collections::BTreeMap;

use diesel::prelude::*;
use domain::list::DEPTH_MAX;
use domain::problem::FieldError;
use domain::search::{Day, FilterField, SearchQuery};
use domain::{Layer, ListId};

use crate::conn::{Conn, on};
use crate::schema::lists as table;
use crate::types::Key;
use crate::{Error, Result, Scope};

/// Why a search by lists cannot be asked.
#[derive(Debug, thiserror::Error)]
pub enum Unresolved {
    #[error(transparent)]
    Database(#[from] Error),
    /// A list of the search is wrong, unknown or deleted, or stands in itself.
    #[error("{}", .0.message)]
    Wrong(FieldError),
}

impl From<diesel::result::Error> for Unresolved {
    fn from(error: diesel::result::Error) -> Self {
        Self::Database(error.into())
    }
}

/// Looks up the live lists that a search names, and those that these name: an index does not know them. Their
/// moving spans of time, and its own, are read on this day.
///
/// # Errors
/// [`Unresolved::Wrong`] is the client's.
pub fn resolve(
    conn: &mut Conn,
    scope: &Scope,
    query: &mut SearchQuery,
    day: Day,
) -> Result<(), Unresolved> {
    Resolving { conn, scope, day, path: Vec::new(), left: LOOKED_UP }.query(query)
}

/// [`resolve`] for what is to be the search of this list, which so must not stand in it.
///
/// # Errors
/// As [`resolve`].
pub fn resolve_of(
    conn: &mut Conn,
    scope: &Scope,
    list: ListId,
    query: &mut SearchQuery,
    day: Day,
) -> Result<(), Unresolved> {
    Resolving { conn, scope, day, path: vec![list], left: LOOKED_UP }.query(query)
}

struct Resolving<'a> {
    conn: &'a mut Conn,
    scope: &'a Scope,
    day: Day,
    /// The lists that stand around.
    path: Vec<ListId>,
    /// How many may still be looked up.
    left: usize,
}

/// Lists that one search looks up, at most: those that stand in several places count in each.
const LOOKED_UP: usize = 200;

impl Resolving<'_> {
    fn query(&mut self, query: &mut SearchQuery) -> Result<(), Unresolved> {
        query.lists = BTreeMap::new();
        query.settle(self.day);
        let filter = query.filters.iter().find(|filter| filter.field == FilterField::List);
        let Some(filter) = filter else { return Ok(()) };
        if query.scope == Layer::Directory {
            return Err(wrong(
                "invalid",
                "Lists hold contacts of the workspace, not of the directory.",
            ));
        }
        let mut lists = BTreeMap::new();
        for value in filter.include.iter().chain(&filter.exclude) {
            let id: ListId = value
                .parse()
                .map_err(|error: domain::id::InvalidId| wrong("invalid", &format!("{error}.")))?;
            if let Some(live) = self.list(id)? {
                lists.insert(id, live);
            }
        }
        query.lists = lists;
        Ok(())
    }

    /// The search that a live list stands for; none for one that people fill.
    fn list(&mut self, id: ListId) -> Result<Option<SearchQuery>, Unresolved> {
        let owner = self.scope.organization();
        self.left = self.left.checked_sub(1).ok_or_else(|| {
            wrong("too_long", "Too many lists stand in this search, or in its lists.")
        })?;
        let found: Option<(String, Option<String>)> = on!(self.conn, |c| table::table
            .find(Key(id))
            .filter(table::organization_id.eq(Key(owner)))
            .filter(table::deleted_at.is_null())
            .select((table::name, table::query))
            .get_result(c)
            .optional())?;
        let Some((name, query)) = found else {
            return Err(wrong(
                "unknown",
                "There is no such list any more. Take it out of the search.",
            ));
        };
        let Some(query) = query else { return Ok(None) };
        if self.path.contains(&id) {
            let message = format!("The list “{name}” stands in itself. Change its search.");
            return Err(wrong("invalid", &message));
        }
        if self.path.len() >= DEPTH_MAX {
            let message = format!("Lists stand in each other more than {DEPTH_MAX} deep.");
            return Err(wrong("invalid", &message));
        }
        let read = SearchQuery::from_address(&query);
        let mut query = read.map_err(|_| Error::Corrupt("lists.query"))?;
        self.path.push(id);
        self.query(&mut query)?;
        self.path.pop();
        Ok(Some(query))
    }
}

fn wrong(code: &str, message: &str) -> Unresolved {
    Unresolved::Wrong(FieldError::new("list", code, message))
}
