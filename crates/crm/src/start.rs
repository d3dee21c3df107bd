use db::crm::push::{self, StoredPush};
use db::crm::push_item;
use db::usage::{Hold, hold};
use db::{Conn, Scope, job};
use domain::crm::PushState;
use domain::job::Job;
use domain::package::{LimitCheck, Meter};
use domain::{JobId, Timestamp};

/// Whether a push was started.
pub enum Started {
    Yes,
    /// It was in another state.
    WrongState,
    /// It takes more than is left of the package.
    Refused(LimitCheck),
}

/// Takes the units of a push from the package, and has its contacts written. `from` are the states in which
/// it may stand.
///
/// # Errors
/// The database failed.
pub fn start(
    conn: &mut Conn,
    scope: &Scope,
    stored: &StoredPush,
    from: &[PushState],
    (id, now): (JobId, Timestamp),
) -> db::Result<Started> {
    let units = stored.push.counts.waiting();
    let wanted = units.saturating_sub(stored.held);
    let month = match hold(conn, scope, Meter::CrmPushes, wanted, now)? {
        Hold::Held(month) => month,
        Hold::Refused(check) => return Ok(Started::Refused(check)),
    };
    if !push::step(conn, scope, stored.push.id, (from, PushState::Running), now)? {
        return Ok(Started::WrongState);
    }
    push::hold(conn, scope, stored.push.id, stored.held + wanted, Some(month))?;
    job::enqueue(conn, scope, id, &Job::PushContacts { push: stored.push.id })?;
    Ok(Started::Yes)
}

/// Gives back what a push holds of the package and will not use.
///
/// # Errors
/// The database failed.
pub fn give_back(
    conn: &mut Conn,
    scope: &Scope,
    stored: &StoredPush,
    units: u64,
) -> db::Result<()> {
    let units = units.min(stored.held);
    if let (Some(month), true) = (stored.held_month, units > 0) {
        db::usage::give_back(conn, scope, Meter::CrmPushes, month, units)?;
    }
    Ok(())
}

/// Ends a push: what it holds goes back, and who was chosen and not judged is forgotten, unless it failed and
/// may be tried again. Answers whether it was in one of the states.
///
/// # Errors
/// The database failed.
pub fn end(
    conn: &mut Conn,
    scope: &Scope,
    stored: &StoredPush,
    (from, to): (&[PushState], PushState),
    now: Timestamp,
) -> db::Result<bool> {
    let id = stored.push.id;
    if !push::step(conn, scope, id, (from, to), now)? {
        return Ok(false);
    }
    release(conn, scope, stored)?;
    if to != PushState::Failed {
        push::drop_parts(conn, scope, id)?;
    }
    Ok(true)
}

/// Gives back what a push that has ended holds, but for contacts on their way: these may be written still.
///
/// # Errors
/// The database failed.
pub fn release(conn: &mut Conn, scope: &Scope, stored: &StoredPush) -> db::Result<()> {
    let id = stored.push.id;
    let held = push_item::unsure(conn, scope, id)?.min(stored.held);
    give_back(conn, scope, stored, stored.held - held)?;
    push::hold(conn, scope, id, held, stored.held_month.filter(|_| held > 0))
}
