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

/// Claims a name until `lease_until`. `body` is a hash of what is asked for; none while it is
/// still being read.
pub fn claim(
    conn: &mut Conn,
    name: &Name,
    body: Option<&[u8; 32]>,
    lease_until: Timestamp,
    now: Timestamp,
) -> Result<Claim> {
    type Row = (Option<Vec<u8>>, String, Moment, Option<Vec<u8>>);
    let found: Option<Row> = on!(conn, |c| keys::table
        .find(name.as_slice())
        .select((keys::body, keys::state, keys::lease_until, keys::answer))
        .first(c)
        .optional())?;
    let Some((known, state, lease, answer)) = found else {
        return insert(conn, name, body, lease_until, now);
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
                    keys::lease_until.eq(Moment(lease_until)),
                    keys::body.eq(body.map(<[u8; 32]>::as_slice)),
                ))
                .execute(c))?;
            Ok(if rows == 1 { Claim::Ours } else { Claim::InFlight })
        }
    }
}

fn insert(
    conn: &mut Conn,
    name: &Name,
    body: Option<&[u8; 32]>,
    lease_until: Timestamp,
    now: Timestamp,
) -> Result<Claim> {
    let inserted = on!(conn, |c| diesel::insert_into(keys::table)
        .values((
            keys::name.eq(name.as_slice()),
            keys::body.eq(body.map(<[u8; 32]>::as_slice)),
            keys::state.eq("claimed"),
            keys::lease_until.eq(Moment(lease_until)),
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
pub fn apply(conn: &mut Conn, name: &Name) -> Result<()> {
    let rows = on!(conn, |c| diesel::update(keys::table.find(name.as_slice()))
        .filter(keys::state.eq_any(["claimed", "applied"]))
        .set(keys::state.eq("applied"))
        .execute(c))?;
    if rows == 1 { Ok(()) } else { Err(Error::LeaseLost) }
}

/// Stores the sealed answer, and the hash of the body where it is known only now.
pub fn answer(conn: &mut Conn, name: &Name, body: Option<&[u8; 32]>, answer: &[u8]) -> Result<()> {
    on!(conn, |c| {
        diesel::update(keys::table.find(name.as_slice()))
            .set((keys::state.eq("answered"), keys::answer.eq(answer)))
            .execute(c)?;
        match body {
            Some(body) => diesel::update(keys::table.find(name.as_slice()))
                .set(keys::body.eq(body.as_slice()))
                .execute(c),
            None => Ok(1),
        }
    })?;
    Ok(())
}

/// Gives a name back after a request that had no effect.
pub fn release(conn: &mut Conn, name: &Name) -> Result<()> {
    on!(conn, |c| diesel::delete(keys::table.find(name.as_slice()))
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
