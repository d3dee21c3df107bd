//! Keys under which a contact's twins are found, as hashes.
//!
//! A key may stand anywhere in the order of hashes, so a tree of millions would be written all over for
//! every few rows: a page for each key. Therefore what is written together stands together, in a *run*,
//! in the order of its hashes; [`settle`] merges runs into larger ones, as log-structured merge trees do
//! (O'Neil and others, 1996). A lookup asks every run. A large import leaves hundreds, which a job merges
//! behind it; whoever looks up many keys before that merges first. Run 0 takes what is written singly.
//!
//! A key is never taken away when its contact changes or goes: what a lookup finds is compared with the
//! contact itself, and merging after an undo drops what is left over.

mod fill;
mod find;
mod forget;
mod settle;

use diesel::prelude::*;
use domain::contact::{ContactFields, Identity};
use domain::{ContactId, OrganizationId, Timestamp};

pub(crate) use fill::fill;
pub use find::{Twin, twins};
pub(super) use forget::forget_some;
pub use settle::{Sweep, are_crowded, settle};

use crate::Result;
use crate::conn::{Conn, on};
use crate::dialect::{self, KeyRow};
use crate::schema::{contact_key_runs, contact_keys};
use crate::types::Key;

/// Which keys stand together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Run {
    /// With all others that were written singly.
    Singly,
    /// With those that are written in the same transaction, at this moment.
    Together(Timestamp),
}

impl Run {
    fn number(self) -> i64 {
        match self {
            Self::Singly => 0,
            Self::Together(now) => now.micros().max(1),
        }
    }
}

/// Notes the keys of contacts.
pub(super) fn put<'a>(
    conn: &mut Conn,
    owner: OrganizationId,
    run: Run,
    contacts: impl Iterator<Item = (ContactId, &'a ContactFields)>,
) -> Result<()> {
    let run = run.number();
    let mut keys: Vec<(i64, ContactId)> = contacts
        .flat_map(|(id, fields)| {
            Identity::keys(fields).into_iter().map(move |key| (hash(&key), id))
        })
        .collect();
    keys.sort_unstable();
    keys.dedup();
    if keys.is_empty() {
        return Ok(());
    }
    if run == 0 {
        let rows: Vec<KeyRow> = keys.iter().map(|key| KeyRow::new(owner, run, key)).collect();
        // A contact that changed may have most of its keys there already.
        on!(conn, |c| rows.chunks(dialect::ROWS).try_for_each(|rows| {
            let insert = diesel::insert_into(contact_keys::table).values(rows);
            insert.on_conflict_do_nothing().execute(c).map(drop)
        }))?;
    } else {
        dialect::insert_keys(conn, owner, run, &keys)?;
    }
    register(conn, owner, run, 0)
}

fn register(conn: &mut Conn, owner: OrganizationId, run: i64, level: i64) -> Result<()> {
    on!(conn, |c| diesel::insert_into(contact_key_runs::table)
        .values((
            contact_key_runs::organization_id.eq(Key(owner)),
            contact_key_runs::run.eq(run),
            contact_key_runs::level.eq(level),
        ))
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

/// The runs of an owner with their levels, oldest first.
fn runs(conn: &mut Conn, owner: OrganizationId) -> Result<Vec<(i64, i64)>> {
    Ok(on!(conn, |c| contact_key_runs::table
        .filter(contact_key_runs::organization_id.eq(Key(owner)))
        .order(contact_key_runs::run.asc())
        .select((contact_key_runs::run, contact_key_runs::level))
        .load(c))?)
}

/// 64 bits of a key: FNV-1a, and the last step of `MurmurHash3`, which spreads similar keys. What has
/// equal bits by chance, or by somebody's intention, is told apart by the contacts themselves.
fn hash(key: &str) -> i64 {
    let mut hash = key.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    (hash ^ (hash >> 33)).cast_signed()
}
