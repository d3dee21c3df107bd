use diesel::prelude::*;
use domain::saved_search::{Look, Notify, Seen, Snapshot};
use domain::{SavedSearchId, Timestamp};

use crate::conn::{Conn, on};
use crate::schema::saved_search_places as table;
use crate::types::{Key, Moment};
use crate::{Error, Result, Scope, notice};

/// What a person makes of a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Own {
    /// Whether it opens first, instead of any other.
    pub is_default: bool,
    pub is_pinned: bool,
    pub notify: Notify,
}

/// Notes what the user makes of a search.
pub fn place(
    conn: &mut Conn,
    scope: &Scope,
    id: SavedSearchId,
    own: Own,
    now: Timestamp,
) -> Result<()> {
    let (owner, user) = (scope.organization(), scope.user());
    if own.is_default {
        on!(conn, |c| diesel::update(table::table)
            .filter(table::organization_id.eq(Key(owner)))
            .filter(table::user_id.eq(Key(user)))
            .set(table::is_default.eq(false))
            .execute(c))?;
    }
    let values = || {
        (
            table::is_default.eq(own.is_default),
            table::is_pinned.eq(own.is_pinned),
            table::notify.eq(own.notify.as_str()),
        )
    };
    on!(conn, |c| diesel::insert_into(table::table)
        .values((
            table::organization_id.eq(Key(owner)),
            table::user_id.eq(Key(user)),
            table::saved_search_id.eq(Key(id)),
            values(),
        ))
        .on_conflict((table::organization_id, table::user_id, table::saved_search_id))
        .do_update()
        .set(values())
        .execute(c))?;
    match own.notify {
        Notify::None => notice::silence(conn, scope, id, now),
        Notify::App => {
            notice::keep_from_mail(conn, scope, id)?;
            notice::watch(conn, scope, now)
        }
        Notify::Mail => notice::watch(conn, scope, now),
    }
}

/// Notes what the user saw; what they were told of the search is read with that.
pub fn see(
    conn: &mut Conn,
    scope: &Scope,
    id: SavedSearchId,
    seen: Option<&Seen>,
    now: Timestamp,
) -> Result<()> {
    let (owner, user) = (scope.organization(), scope.user());
    let look = seen.map(|seen| &seen.look);
    let snapshot = look.and_then(|look| look.snapshot.as_ref()).map(Snapshot::to_bytes);
    let total = look.map(|look| i64::try_from(look.total).unwrap_or(i64::MAX));
    let at = seen.map_or(now, |seen| seen.at);
    let looked = || {
        (
            table::seen_at.eq(Moment(at)),
            table::seen.eq(snapshot.as_deref()),
            table::seen_total.eq(total),
            table::told.eq(None::<Vec<u8>>),
        )
    };
    on!(conn, |c| diesel::insert_into(table::table)
        .values((
            table::organization_id.eq(Key(owner)),
            table::user_id.eq(Key(user)),
            table::saved_search_id.eq(Key(id)),
            table::is_default.eq(false),
            table::is_pinned.eq(false),
            table::notify.eq(Notify::None.as_str()),
            looked(),
        ))
        .on_conflict((table::organization_id, table::user_id, table::saved_search_id))
        .do_update()
        .set(looked())
        .execute(c))?;
    notice::silence(conn, scope, id, now)
}

/// What the user saw last, and when; none if they never looked, or what they looked at cannot be.
pub fn seen(conn: &mut Conn, scope: &Scope, id: SavedSearchId) -> Result<Option<Seen>> {
    let (owner, user) = (scope.organization(), scope.user());
    let row: Option<Looked> = on!(conn, |c| table::table
        .find((Key(owner), Key(user), Key(id)))
        .select((table::seen_at, table::seen, table::seen_total))
        .get_result(c)
        .optional())?;
    row.map_or(Ok(None), read_seen)
}

/// The columns of a look.
pub(super) type Looked = (Option<Moment>, Option<Vec<u8>>, Option<i64>);

pub(super) fn read_seen((at, bytes, total): Looked) -> Result<Option<Seen>> {
    let Some(Moment(at)) = at else { return Ok(None) };
    let corrupt = || Error::Corrupt("saved_search_places.seen");
    let read = |bytes: Vec<u8>| Snapshot::from_bytes(&bytes).ok_or_else(corrupt);
    let snapshot = bytes.map(read).transpose()?;
    // Looks of before totals were kept have them in their snapshot, or nowhere.
    let known = snapshot.as_ref().map(Snapshot::len);
    let total = total.and_then(|total| u64::try_from(total).ok()).or(known);
    Ok(total.map(|total| Seen { at, look: Look { total, snapshot } }))
}
