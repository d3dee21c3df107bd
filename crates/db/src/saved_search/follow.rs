//! What somebody who follows searches is to be told.

use std::collections::HashMap;

use diesel::prelude::*;
use domain::saved_search::{Look, Notify, SavedSearch, Seen};
use domain::{NoticeId, SavedSearchId, Timestamp};
use sha2::{Digest, Sha256};

use super::place::{Looked, read_seen};
use crate::conn::{Conn, on};
use crate::schema::saved_search_places as table;
use crate::types::Key;
use crate::{Result, Scope, Which, notice};

/// A search that the user follows.
#[derive(Debug, Clone)]
pub struct Followed {
    pub search: SavedSearch,
    /// What they saw last.
    pub seen: Option<Seen>,
    /// The print of the results that they were told of last.
    told: Option<Vec<u8>>,
}

/// The searches that the user follows and still sees.
pub fn followed(conn: &mut Conn, scope: &Scope) -> Result<Vec<Followed>> {
    let mut places = places(conn, scope, None)?;
    if places.is_empty() {
        return Ok(Vec::new());
    }
    let mut all = Vec::with_capacity(places.len());
    for search in super::list(conn, scope)? {
        let Some((told, seen)) = places.remove(&search.id) else { continue };
        all.push(Followed { search, seen, told });
    }
    Ok(all)
}

/// One of them as it is now.
fn current(conn: &mut Conn, scope: &Scope, id: SavedSearchId) -> Result<Option<Followed>> {
    let Some((told, seen)) = places(conn, scope, Some(id))?.remove(&id) else { return Ok(None) };
    let search = super::find(conn, scope, id, Which::Kept)?;
    Ok(search.map(|search| Followed { search, seen, told }))
}

/// The print of what they were told, and what they saw.
type Place = (Option<Vec<u8>>, Option<Seen>);

/// What the user was told of and saw of each search that they follow, or of one.
fn places(
    conn: &mut Conn,
    scope: &Scope,
    only: Option<SavedSearchId>,
) -> Result<HashMap<SavedSearchId, Place>> {
    type Row = (Key<SavedSearchId>, Option<Vec<u8>>, Looked);
    let (owner, user) = (scope.organization(), scope.user());
    let rows: Vec<Row> = on!(conn, |c| {
        let mut query = table::table
            .filter(table::organization_id.eq(Key(owner)))
            .filter(table::user_id.eq(Key(user)))
            .filter(table::notify.ne(Notify::None.as_str()))
            .select((
                table::saved_search_id,
                table::told,
                (table::seen_at, table::seen, table::seen_total),
            ))
            .into_boxed();
        if let Some(only) = only {
            query = query.filter(table::saved_search_id.eq(Key(only)));
        }
        query.load(c)
    })?;
    let read = |(Key(id), told, looked)| Ok((id, (told, read_seen(looked)?)));
    rows.into_iter().map(read).collect()
}

/// Tells the user what became of a search that they follow, unless they know it: in the place of a notice
/// of it that they have not read, which is taken back where there is nothing to tell any more. Somebody
/// who never looked begins here. Does nothing if they looked, or stopped following, meanwhile.
pub fn tell(
    conn: &mut Conn,
    scope: &Scope,
    id: NoticeId,
    (followed, look): (&Followed, &Look),
    now: Timestamp,
) -> Result<()> {
    let search = followed.search.id;
    let Some(current) = current(conn, scope, search)? else { return Ok(()) };
    let is_same = current.seen.as_ref().map(|seen| seen.at)
        == followed.seen.as_ref().map(|seen| seen.at)
        && current.search.query == followed.search.query;
    if !is_same {
        return Ok(());
    }
    let Some(seen) = &current.seen else {
        let seen = Seen { at: now, look: look.clone() };
        return super::see(conn, scope, search, Some(&seen), now);
    };
    let (print, said) = (print(look), seen.said(look));
    if current.told.as_deref() == Some(&print) || (current.told.is_none() && said.is_none()) {
        return Ok(());
    }
    notice::withdraw(conn, scope, search)?;
    if let Some(said) = said {
        let is_to_be_mailed = current.search.notify == Notify::Mail;
        notice::create(conn, scope, id, (search, &said), is_to_be_mailed, now)?;
    }
    let (owner, user) = (scope.organization(), scope.user());
    on!(conn, |c| diesel::update(table::table.find((Key(owner), Key(user), Key(search))))
        .set(table::told.eq(Some(&print[..])))
        .execute(c))?;
    Ok(())
}

/// Tells results from others: which there are and their versions, or at least how many.
fn print(look: &Look) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(look.total.to_be_bytes());
    if let Some(snapshot) = &look.snapshot {
        hash.update(snapshot.to_bytes());
    }
    hash.finalize().into()
}
