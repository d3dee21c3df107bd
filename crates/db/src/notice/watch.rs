//! Who follows searches, and when theirs were looked at last.

use diesel::prelude::*;
use domain::{Layer, OrganizationId, Timestamp, UserId};

use crate::conn::{Conn, on};
use crate::schema::{notices, search_watches as table};
use crate::types::{Key, Moment};
use crate::{Result, Scope, outbox};

/// A person whose searches are to be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Watch {
    /// Their capability, which this row gives as a job's does.
    pub scope: Scope,
    pub looked_at: Timestamp,
    /// How far the outbox was then; see [`position`].
    pub position: i64,
}

/// Notes that the user follows a search; theirs are looked at from now on.
pub fn watch(conn: &mut Conn, scope: &Scope, now: Timestamp) -> Result<()> {
    let (owner, user) = (scope.organization(), scope.user());
    on!(conn, |c| diesel::insert_into(table::table)
        .values((
            table::organization_id.eq(Key(owner)),
            table::user_id.eq(Key(user)),
            table::looked_at.eq(Moment(now)),
            table::position.eq(-1),
        ))
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

/// How far the changes are that the user can see: those of the organization and of the directory. It
/// tells whether there were any since; it may go back where a database was carried elsewhere.
pub fn position(conn: &mut Conn, scope: &Scope) -> Result<i64> {
    let own = outbox::awaited(conn, scope, Layer::Workspace)?;
    Ok(own.max(outbox::awaited(conn, scope, Layer::Directory)?))
}

/// Everybody whose searches were looked at before a moment, those of one organization together.
pub fn due(conn: &mut Conn, before: Timestamp) -> Result<Vec<Watch>> {
    let rows: Vec<(Key<OrganizationId>, Key<UserId>, Moment, i64)> = on!(conn, |c| table::table
        .filter(table::looked_at.le(Moment(before)))
        .order((table::organization_id.asc(), table::user_id.asc()))
        .select((table::organization_id, table::user_id, table::looked_at, table::position))
        .load(c))?;
    let watch = |(Key(organization), Key(user), Moment(looked_at), position)| Watch {
        scope: Scope::new(organization, user),
        looked_at,
        position,
    };
    Ok(rows.into_iter().map(watch).collect())
}

/// Notes that the searches were looked at, unless another node did so meanwhile; answers whether it did
/// not.
pub fn looked(conn: &mut Conn, watch: &Watch, position: i64, now: Timestamp) -> Result<bool> {
    let (owner, user) = (watch.scope.organization(), watch.scope.user());
    let rows = on!(conn, |c| diesel::update(table::table.find((Key(owner), Key(user))))
        .filter(table::looked_at.eq(Moment(watch.looked_at)))
        .set((table::looked_at.eq(Moment(now)), table::position.eq(position)))
        .execute(c))?;
    Ok(rows == 1)
}

/// Everybody who has something to be told by mail and got no such mail since a moment.
pub fn mails_due(conn: &mut Conn, since: Timestamp) -> Result<Vec<Scope>> {
    let waiting = notices::table
        .filter(notices::organization_id.eq(table::organization_id))
        .filter(notices::user_id.eq(table::user_id))
        .filter(notices::is_to_be_mailed.eq(true))
        .filter(notices::read_at.is_null());
    let rows: Vec<(Key<OrganizationId>, Key<UserId>)> = on!(conn, |c| table::table
        .filter(table::mailed_at.is_null().or(table::mailed_at.le(Moment(since))))
        .filter(diesel::dsl::exists(waiting))
        .select((table::organization_id, table::user_id))
        .load(c))?;
    Ok(rows.into_iter().map(|(Key(owner), Key(user))| Scope::new(owner, user)).collect())
}

/// Notes that the user gets a mail with all that was to be mailed, unless they got one since a moment,
/// which another node may have sent; answers whether they did not.
pub fn mailed(conn: &mut Conn, scope: &Scope, since: Timestamp, now: Timestamp) -> Result<bool> {
    let (owner, user) = (scope.organization(), scope.user());
    let rows = on!(conn, |c| diesel::update(table::table.find((Key(owner), Key(user))))
        .filter(table::mailed_at.is_null().or(table::mailed_at.le(Moment(since))))
        .set(table::mailed_at.eq(Moment(now)))
        .execute(c))?;
    if rows == 1 {
        on!(conn, |c| diesel::update(notices::table)
            .filter(notices::organization_id.eq(Key(owner)))
            .filter(notices::user_id.eq(Key(user)))
            .set(notices::is_to_be_mailed.eq(false))
            .execute(c))?;
    }
    Ok(rows == 1)
}
