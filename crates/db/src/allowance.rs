//! What clients may still ask, for all nodes of an installation together.
//!
//! Each has an allowance that refills evenly (GCRA, the generic cell rate algorithm of ITU-T I.371): the row
//! holds the moment at which all of it is back. The moments are those of the database, because the
//! clocks of nodes differ.

use crate::{Conn, Db, Result, dialect};

/// A keyed hash of who asks.
pub type Name = [u8; 32];

/// How an allowance refills.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refill {
    /// Microseconds until one request more is allowed.
    pub step: i64,
    /// Microseconds until all of an empty allowance is back.
    pub window: i64,
}

/// What became of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// Whether there was one left for it.
    pub granted: bool,
    /// Microseconds until all of the allowance is back.
    pub full_in: i64,
}

/// Takes one request from an allowance, in one statement and no transaction. None on the embedded database,
/// which has no other nodes.
pub async fn take(db: &Db, name: Name, refill: Refill) -> Result<Option<Taken>> {
    if !db.is_shared() {
        return Ok(None);
    }
    db.read(move |c| dialect::take_allowance(c, &name, refill)).await
}

/// Forgets allowances that are all back; answers how many.
pub fn prune(conn: &mut Conn) -> Result<usize> {
    dialect::prune_allowances(conn)
}
