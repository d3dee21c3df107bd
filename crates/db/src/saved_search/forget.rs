use diesel::prelude::*;
use domain::{OrganizationId, SavedSearchId, Timestamp, UserId};

use crate::conn::{Conn, on};
use crate::schema::{
    notices, saved_search_places as places, saved_searches as table, search_watches,
};
use crate::types::{Key, Moment};
use crate::{Result, Scope};

/// Forgets what somebody who leaves kept for themselves, in one organization or in all. What they shared
/// stays.
pub fn leave(conn: &mut Conn, organization: Option<OrganizationId>, user: UserId) -> Result<()> {
    let gone: Vec<Key<SavedSearchId>> = on!(conn, |c| {
        let mut query = table::table
            .filter(table::user_id.eq(Key(user)))
            .filter(table::is_shared.eq(false))
            .select(table::id)
            .into_boxed();
        if let Some(organization) = organization {
            query = query.filter(table::organization_id.eq(Key(organization)));
        }
        query.load(c)
    })?;
    remove(conn, &gone)?;
    macro_rules! forget {
        ($($table:ident),*) => {$(
            on!(conn, |c| {
                let own = diesel::delete($table::table).filter($table::user_id.eq(Key(user)));
                match organization {
                    Some(organization) => {
                        own.filter($table::organization_id.eq(Key(organization))).execute(c)
                    }
                    None => own.execute(c),
                }
            })?;
        )*};
    }
    forget!(notices, places, search_watches);
    Ok(())
}

/// Forgets searches that were deleted before a moment, of all organizations.
pub fn prune(conn: &mut Conn, before: Timestamp) -> Result<()> {
    let gone: Vec<Key<SavedSearchId>> = on!(conn, |c| table::table
        .filter(table::deleted_at.lt(Moment(before)))
        .select(table::id)
        .load(c))?;
    remove(conn, &gone)
}

/// Forgets all searches of a closed organization.
pub fn delete_all(conn: &mut Conn, scope: &Scope) -> Result<()> {
    let owner = scope.organization();
    on!(conn, |c| {
        diesel::delete(notices::table)
            .filter(notices::organization_id.eq(Key(owner)))
            .execute(c)?;
        diesel::delete(search_watches::table)
            .filter(search_watches::organization_id.eq(Key(owner)))
            .execute(c)?;
        diesel::delete(places::table).filter(places::organization_id.eq(Key(owner))).execute(c)?;
        diesel::delete(table::table).filter(table::organization_id.eq(Key(owner))).execute(c)
    })?;
    Ok(())
}

fn remove(conn: &mut Conn, ids: &[Key<SavedSearchId>]) -> Result<()> {
    for ids in ids.chunks(crate::dialect::ROWS) {
        on!(conn, |c| {
            diesel::delete(notices::table)
                .filter(notices::saved_search_id.eq_any(ids))
                .execute(c)?;
            diesel::delete(places::table).filter(places::saved_search_id.eq_any(ids)).execute(c)?;
            diesel::delete(table::table).filter(table::id.eq_any(ids)).execute(c)
        })?;
    }
    Ok(())
}
