use diesel::prelude::*;
use domain::saved_search::Snapshot;
use domain::{SavedSearchId, Timestamp};

use crate::conn::{Conn, on};
use crate::schema::saved_search_places as table;
use crate::types::{Key, Moment};
use crate::{Error, Result, Scope};

/// Notes whether a search opens first for the user, instead of any other, and whether it is pinned.
pub fn place(
    conn: &mut Conn,
    scope: &Scope,
    id: SavedSearchId,
    (is_default, is_pinned): (bool, bool),
) -> Result<()> {
    let (owner, user) = (scope.organization(), scope.user());
    if is_default {
        on!(conn, |c| diesel::update(table::table)
            .filter(table::organization_id.eq(Key(owner)))
            .filter(table::user_id.eq(Key(user)))
            .set(table::is_default.eq(false))
            .execute(c))?;
    }
    let own = || (table::is_default.eq(is_default), table::is_pinned.eq(is_pinned));
    on!(conn, |c| diesel::insert_into(table::table)
        .values((
            table::organization_id.eq(Key(owner)),
            table::user_id.eq(Key(user)),
            table::saved_search_id.eq(Key(id)),
            own(),
        ))
        .on_conflict((table::organization_id, table::user_id, table::saved_search_id))
        .do_update()
        .set(own())
        .execute(c))?;
    Ok(())
}

/// Notes what the user saw; none where there was too much to keep.
pub fn see(
    conn: &mut Conn,
    scope: &Scope,
    id: SavedSearchId,
    seen: Option<&Snapshot>,
    now: Timestamp,
) -> Result<()> {
    let (owner, user) = (scope.organization(), scope.user());
    let seen = seen.map(Snapshot::to_bytes);
    let looked = || (table::seen_at.eq(Moment(now)), table::seen.eq(seen.as_deref()));
    on!(conn, |c| diesel::insert_into(table::table)
        .values((
            table::organization_id.eq(Key(owner)),
            table::user_id.eq(Key(user)),
            table::saved_search_id.eq(Key(id)),
            table::is_default.eq(false),
            table::is_pinned.eq(false),
            looked(),
        ))
        .on_conflict((table::organization_id, table::user_id, table::saved_search_id))
        .do_update()
        .set(looked())
        .execute(c))?;
    Ok(())
}

/// When the user looked last, and what there was; none if they never did or there was too much.
pub fn seen(
    conn: &mut Conn,
    scope: &Scope,
    id: SavedSearchId,
) -> Result<Option<(Timestamp, Snapshot)>> {
    type Looked = (Option<Moment>, Option<Vec<u8>>);
    let (owner, user) = (scope.organization(), scope.user());
    let row: Option<Looked> = on!(conn, |c| table::table
        .find((Key(owner), Key(user), Key(id)))
        .select((table::seen_at, table::seen))
        .first(c)
        .optional())?;
    let Some((Some(Moment(at)), Some(bytes))) = row else { return Ok(None) };
    let seen = Snapshot::from_bytes(&bytes).ok_or(Error::Corrupt("saved_search_places.seen"))?;
    Ok(Some((at, seen)))
}
