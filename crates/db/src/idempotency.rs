//! What became of a POST that was sent with an `Idempotency-Key`.
//!
//! A request claims its name before it does anything. The transaction of its act marks the claim
//! as applied, so that a retry after a crash can tell whether the act took place. The answer is
//! stored at the end, sealed.

use diesel::prelude::*;
use domain::Timestamp;

use crate::conn::{Conn, on};
use crate::schema::idempotency_keys as keys;
use crate::types::Moment;
use crate::{Constraint, Error, Result};

/// A keyed hash of who asks, of which route, with which `Idempotency-Key`.
pub type Name = [u8; 32];

/// A name that is claimed. A claim that ran out may go to another request, which then holds it
/// until another moment; so the moment tells one holder from the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    pub name: Name,
    pub until: Timestamp,
}

/// How a claim ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// The name is ours: do the work.
    Ours,
    /// Another request of this name is at work.
    InFlight,
    /// The name was used with another body.
    Mismatch,
    /// The act took place, but whoever did it died before the answer was stored.
    Unknown,
    /// The sealed answer of the request before.
    Answered(Vec<u8>),
}

/// Claims a name until the moment in `wanted`. `body` is a hash of what is asked for; none while it is
/// still being read.
pub fn claim(
    conn: &mut Conn,
    wanted: &Held,
    body: Option<&[u8; 32]>,
    now: Timestamp,
) -> Result<Claim> {
    type Row = (Option<Vec<u8>>, String, Moment, Option<Vec<u8>>);
    let name = &wanted.name;
    let found: Option<Row> = on!(conn, |c| keys::table
        .find(name.as_slice())
        .select((keys::body, keys::state, keys::lease_until, keys::answer))
        .get_result(c)
        .optional())?;
    let Some((known, state, lease, answer)) = found else {
        return insert(conn, wanted, body, now);
    };
    if let (Some(known), Some(body)) = (&known, body)
        && known != body
    {
        return Ok(Claim::Mismatch);
    }
    match (state.as_str(), answer) {
        ("answered", Some(answer)) => Ok(Claim::Answered(answer)),
        _ if lease.0 > now => Ok(Claim::InFlight),
        ("applied", _) => Ok(Claim::Unknown),
        // Whoever claimed it died before it did anything.
        _ => {
            let rows = on!(conn, |c| diesel::update(keys::table.find(name.as_slice()))
                .filter(keys::state.eq("claimed"))
                .filter(keys::lease_until.eq(lease))
                .set((
                    keys::lease_until.eq(Moment(wanted.until)),
                    keys::body.eq(body.map(<[u8; 32]>::as_slice)),
                ))
                .execute(c))?;
            Ok(if rows == 1 { Claim::Ours } else { Claim::InFlight })
        }
    }
}

fn insert(
    conn: &mut Conn,
    wanted: &Held,
    body: Option<&[u8; 32]>,
    now: Timestamp,
) -> Result<Claim> {
    let inserted = on!(conn, |c| diesel::insert_into(keys::table)
        .values((
            keys::name.eq(wanted.name.as_slice()),
            keys::body.eq(body.map(<[u8; 32]>::as_slice)),
            keys::state.eq("claimed"),
            keys::lease_until.eq(Moment(wanted.until)),
            keys::created_at.eq(Moment(now)),
        ))
        .on_conflict(keys::name)
        .do_nothing()
        .execute(c))
    .map_err(Error::from);
    match inserted {
        Ok(1) => Ok(Claim::Ours),
        Ok(_) | Err(Error::Constraint(Constraint::KeyClaimed)) => Ok(Claim::InFlight),
        Err(error) => Err(error),
    }
}

/// Marks in the transaction of the act that it takes place.
///
/// # Errors
/// [`Error::LeaseLost`] if the claim is not there any more: somebody else does the work.
pub fn apply(conn: &mut Conn, held: &Held) -> Result<()> {
    let rows = on!(conn, |c| diesel::update(keys::table.find(held.name.as_slice()))
        .filter(keys::lease_until.eq(Moment(held.until)))
        .filter(keys::state.eq_any(["claimed", "applied"]))
        .set(keys::state.eq("applied"))
        .execute(c))?;
    if rows == 1 { Ok(()) } else { Err(Error::LeaseLost) }
}

/// Whether another request holds the name at this moment.
pub fn is_held(conn: &mut Conn, name: &Name, now: Timestamp) -> Result<bool> {
    let held: Option<Moment> = on!(conn, |c| keys::table
        .find(name.as_slice())
        .filter(keys::state.ne("answered"))
        .filter(keys::lease_until.gt(Moment(now)))
        .select(keys::lease_until)
        .get_result(c)
        .optional())?;
    Ok(held.is_some())
}

/// Stores the sealed answer of a request that had no right outcome but did something, such as a
/// counted failure; answers whether it did. Else the name should be given back.
pub fn answer_if_applied(conn: &mut Conn, held: &Held, answer: &[u8]) -> Result<bool> {
    let rows = on!(conn, |c| diesel::update(keys::table.find(held.name.as_slice()))
        .filter(keys::lease_until.eq(Moment(held.until)))
        .filter(keys::state.eq("applied"))
        .set((keys::state.eq("answered"), keys::answer.eq(answer)))
        .execute(c))?;
    Ok(rows == 1)
}

/// Stores the sealed answer, and the hash of the body where it is known only now.
pub fn answer(conn: &mut Conn, held: &Held, body: Option<&[u8; 32]>, answer: &[u8]) -> Result<()> {
    on!(conn, |c| {
        let row = diesel::update(keys::table.find(held.name.as_slice()))
            .filter(keys::lease_until.eq(Moment(held.until)));
        row.set((keys::state.eq("answered"), keys::answer.eq(answer))).execute(c)?;
        match body {
            Some(body) => diesel::update(keys::table.find(held.name.as_slice()))
                .filter(keys::lease_until.eq(Moment(held.until)))
                .set(keys::body.eq(body.as_slice()))
                .execute(c),
            None => Ok(1),
        }
    })?;
    Ok(())
}

/// Gives a name back after a request that had no effect.
pub fn release(conn: &mut Conn, held: &Held) -> Result<()> {
    on!(conn, |c| diesel::delete(keys::table.find(held.name.as_slice()))
        .filter(keys::lease_until.eq(Moment(held.until)))
        .filter(keys::state.eq("claimed"))
        .execute(c))?;
    Ok(())
}

/// Forgets what is older than a moment.
pub fn prune(conn: &mut Conn, before: Timestamp) -> Result<usize> {
    Ok(on!(conn, |c| diesel::delete(keys::table)
        .filter(keys::created_at.lt(Moment(before)))
        .execute(c))?)
}
