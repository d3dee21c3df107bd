//! The queue of background work: turns, leases, fencing, retries.
//!
//! A worker that loses its lease, because it slept or was cut off, can write nothing any more:
//! every write asks for the fence and for a lease that lasts. All times are the database's, so
//! that the clocks of nodes need not agree.

mod claim;
mod enqueue;
mod hold;
#[cfg(feature = "testing")]
mod plans;
mod prune;
mod steer;
mod turns;
mod view;

pub use claim::{Claim, Taker, claim};
pub(crate) use enqueue::enqueue_system;
pub use enqueue::{enqueue, enqueue_later};
pub use hold::{advance, cancelled, fail, finish, forgive_lapses, hold, release, retry, wait_out};
#[cfg(feature = "testing")]
pub use plans::plans;
pub use prune::prune;
pub use steer::{ask_cancel, revive};
pub use turns::others_wait;
pub use view::{Filter, figures, find, list};

use diesel::dsl::sql;
use diesel::expression::SqlLiteral;
use diesel::prelude::*;
use domain::Timestamp;

use crate::Result;
use crate::conn::{Conn, on};
use crate::dialect;
use crate::types::{DbTime, Moment};

/// Seconds for which a claimed job belongs to its worker, unless renewed or set otherwise.
pub const LEASE_SECONDS: i64 = 60;

/// How often a worker may let the lease of a job run out. A job that ends its process each time
/// would do so for ever; deployments and faults of machines stay far below.
pub const MOST_LAPSES: i64 = 20;

/// The database's time, which all moments of jobs are of.
pub fn now(conn: &mut Conn) -> Result<Timestamp> {
    let clock = after(conn, 0);
    let Moment(now) = on!(conn, |c| diesel::select(clock).get_result(c))?;
    Ok(now)
}

/// The database's time that many seconds from now, to be computed in the statement that uses it.
pub(crate) fn after(conn: &Conn, seconds: i64) -> SqlLiteral<DbTime> {
    sql(&dialect::clock(conn, seconds))
}
