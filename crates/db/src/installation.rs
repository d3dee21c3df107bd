//! The one row that says which installation this is, and in which epoch of its life.

use diesel::prelude::*;
use domain::{EpochId, Timestamp};

use crate::conn::{Conn, on};
use crate::schema::{installation, outbox};
use crate::types::Key;
use crate::{Result, dialect};

/// The present epoch. Positions of the outbox that were read in another one mean nothing.
pub fn epoch(conn: &mut Conn) -> Result<EpochId> {
    let Key(epoch) = on!(conn, |c| installation::table.select(installation::epoch).get_result(c))?;
    Ok(epoch)
}

/// Begins another epoch: every node builds its index anew, at once where it runs.
pub fn renew(conn: &mut Conn, epoch: EpochId) -> Result<()> {
    on!(conn, |c| diesel::update(installation::table)
        .set(installation::epoch.eq(Key(epoch)))
        .execute(c))?;
    Ok(())
}

/// To be called at every start, in a transaction. Where a database was carried into another
/// PostgreSQL cluster, whose transactions have other numbers, it begins the given epoch with an empty
/// outbox; answers whether it did.
pub fn recognize(conn: &mut Conn, epoch: EpochId, now: Timestamp) -> Result<bool> {
    let known: Option<String> =
        on!(conn, |c| installation::table.select(installation::cluster).get_result(c))?;
    let found = dialect::cluster(conn)?;
    if found.is_some() && known != found {
        on!(conn, |c| diesel::update(installation::table)
            .set(installation::cluster.eq(&found))
            .execute(c))?;
    }
    // A server that does not say which cluster it is betrays itself where its numbers are lower.
    let is_other = known.is_some() && found.is_some() && known != found;
    let has_moved = is_other || dialect::outbox_is_foreign(conn)?;
    if has_moved {
        on!(conn, |c| diesel::delete(outbox::table).execute(c))?;
        renew(conn, epoch)?;
    }
    crate::outbox::begin(conn, now)?;
    Ok(has_moved)
}

/// Whether this is the seal of the installation's keys. The first one that is shown becomes it, so
/// that two servers with keys of their own cannot begin one database.
pub fn claim(conn: &mut Conn, seal: &[u8; 32]) -> Result<bool> {
    let known: Option<Vec<u8>> =
        on!(conn, |c| installation::table.select(installation::seal).get_result(c))?;
    match known {
        Some(known) => Ok(known == seal),
        None => set_seal(conn, seal).map(|()| true),
    }
}

/// Whether keys with this seal would be accepted.
pub fn is_claimed_by(conn: &mut Conn, seal: &[u8; 32]) -> Result<bool> {
    let known: Option<Vec<u8>> =
        on!(conn, |c| installation::table.select(installation::seal).get_result(c))?;
    Ok(known.is_none_or(|known| known == seal))
}

/// Makes this the seal of the installation's keys, after others were lost.
pub fn set_seal(conn: &mut Conn, seal: &[u8; 32]) -> Result<()> {
    on!(conn, |c| diesel::update(installation::table)
        .set(installation::seal.eq(seal.as_slice()))
        .execute(c))?;
    Ok(())
}

/// Whether this is the seal of the key that suppressed identifiers are hashed with. The first one that
/// is shown becomes it: with another key nothing would match, and nobody would notice.
pub fn claim_suppression(conn: &mut Conn, seal: &[u8; 32]) -> Result<bool> {
    let known: Option<Vec<u8>> =
        on!(conn, |c| installation::table.select(installation::suppression_seal).get_result(c))?;
    match known {
        Some(known) => Ok(known == seal),
        None => set_suppression_seal(conn, seal).map(|()| true),
    }
}

/// Makes this the seal of the key for suppressed identifiers, after the key was lost.
pub fn set_suppression_seal(conn: &mut Conn, seal: &[u8; 32]) -> Result<()> {
    on!(conn, |c| diesel::update(installation::table)
        .set(installation::suppression_seal.eq(seal.as_slice()))
        .execute(c))?;
    Ok(())
}
