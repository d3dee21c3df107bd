use diesel::prelude::*;
use diesel::sql_types::BigInt;
use domain::OrganizationId;

use super::{register, runs};
use crate::conn::{Conn, on};
use crate::pool::Db;
use crate::schema::contact_key_runs;
use crate::types::{DbUuid, Key};
use crate::{Error, MayRetry, Result, Scope};

/// Runs of a level that are merged into one of the next.
const FAN: usize = 32;
/// Transactions that a merge of [`FAN`] runs into level 1 takes; one of more runs takes more, and into each
/// further level [`FAN`] times as many, so that none holds other writers up for long.
const SLICES: usize = 16;
/// The highest level; its runs are merged with each other.
const TOP: i64 = 3;

/// What is dropped in passing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sweep {
    /// Nothing.
    Nothing,
    /// The keys of contacts that are gone; for the end of an undo.
    Gone,
}

/// Whether there are many runs of a level, so that [`settle`] has something to do. Writing takes no longer
/// for it, but every lookup does.
pub fn are_crowded(conn: &mut Conn, scope: &Scope) -> Result<bool> {
    Ok(due(&runs(conn, scope.organization())?, Sweep::Nothing).is_some())
}

/// Merges runs where there are many of a level, and asks between its steps whether to go on. May be called
/// at any time, by several at once, who take turns, and be cut off at any time: every transaction moves
/// some keys from one run to another.
pub fn settle<E: From<Error> + MayRetry>(
    db: &Db,
    scope: &Scope,
    sweep: Sweep,
    go_on: impl Fn() -> Result<(), E>,
) -> Result<(), E> {
    let owner = scope.organization();
    loop {
        let runs = db.read_as_now(scope, |c| runs(c, owner))?;
        let Some((old, level)) = due(&runs, sweep) else { return Ok(()) };
        merge(db, scope, &old, level, sweep, &go_on)?;
        if sweep == Sweep::Gone {
            return Ok(());
        }
    }
}

/// Which runs are to be merged, and into which level.
fn due(runs: &[(i64, i64)], sweep: Sweep) -> Option<(Vec<i64>, i64)> {
    if sweep == Sweep::Gone && !runs.is_empty() {
        let level = runs.iter().map(|(_, level)| *level).max().unwrap_or_default();
        return Some((runs.iter().map(|(run, _)| *run).collect(), level.max(1)));
    }
    (0..=TOP).find_map(|level| {
        let of_level: Vec<i64> =
            runs.iter().filter(|(_, other)| *other == level).map(|(run, _)| *run).collect();
        (of_level.len() >= FAN).then(|| (of_level, (level + 1).min(TOP)))
    })
}

fn merge<E: From<Error> + MayRetry>(
    db: &Db,
    scope: &Scope,
    old: &[i64],
    level: i64,
    sweep: Sweep,
    go_on: &impl Fn() -> Result<(), E>,
) -> Result<(), E> {
    let owner = scope.organization();
    // Chunks are a moment apart, so that the next moment is free.
    let new = old.iter().max().copied().unwrap_or_default() + 1;
    let old: Vec<i64> = old.iter().copied().filter(|run| *run != new).collect();
    for (low, high) in slices(old.len(), level) {
        go_on()?;
        db.write_for_now(owner, |c| {
            scope.enter(c)?;
            register(c, owner, new, level)?;
            shift(c, owner, (&old, new), (low, high), sweep)
        })?;
    }
    db.write_for_now(owner, |c| {
        scope.enter(c)?;
        // Run 0 goes on.
        on!(c, |c| diesel::delete(contact_key_runs::table)
            .filter(contact_key_runs::organization_id.eq(Key(owner)))
            .filter(contact_key_runs::run.eq_any(old.iter().filter(|run| **run != 0)))
            .execute(c))?;
        Ok::<_, Error>(())
    })?;
    Ok(())
}

/// The whole range of hashes in parts of equal width, both ends included.
fn slices(runs: usize, level: i64) -> impl Iterator<Item = (i64, i64)> {
    let each = SLICES * FAN.pow(u32::try_from(level - 1).unwrap_or_default());
    let count = i128::try_from(runs.div_ceil(FAN).max(1) * each).unwrap_or(1);
    let width = (1_i128 << 64) / count;
    let bound =
        move |at: i128| i64::try_from(i128::from(i64::MIN) + at * width).unwrap_or(i64::MAX);
    (0..count).map(move |at| {
        let high = if at + 1 == count { i64::MAX } else { bound(at + 1) - 1 };
        (bound(at), high)
    })
}

/// Moves the keys of a range of hashes into the new run.
fn shift(
    conn: &mut Conn,
    owner: OrganizationId,
    (old, new): (&[i64], i64),
    (low, high): (i64, i64),
    sweep: Sweep,
) -> Result<()> {
    // Run 0 is written while others merge, so the new run may have its keys from an earlier, cut-off merge;
    // all others stay as they were made, and no two slices share a key.
    let (single, together): (Vec<i64>, Vec<i64>) = old.iter().partition(|run| **run == 0);
    let parts = [(together, ""), (single, " ON CONFLICT DO NOTHING")];
    let parts = parts.iter().filter(|(runs, _)| !runs.is_empty());
    for sql in parts.flat_map(|(runs, guard)| move_sql(runs, new, sweep, guard)) {
        on!(conn, |c| diesel::sql_query(sql)
            .bind::<DbUuid, _>(Key(owner))
            .bind::<BigInt, _>(low)
            .bind::<BigInt, _>(high)
            .execute(c))?;
    }
    Ok(())
}

/// Copies the keys of these runs into the new one, in their order, and takes them away where they were.
fn move_sql(runs: &[i64], new: i64, sweep: Sweep, guard: &str) -> [String; 2] {
    let runs: Vec<String> = runs.iter().map(i64::to_string).collect();
    let runs = runs.join(", ");
    let which = format!("organization_id = $1 AND run IN ({runs}) AND hash BETWEEN $2 AND $3");
    let there = match sweep {
        Sweep::Nothing => "",
        Sweep::Gone => " AND EXISTS (SELECT 1 FROM contacts WHERE contacts.id = contact_id)",
    };
    [
        format!(
            "INSERT INTO contact_keys (organization_id, run, hash, contact_id) \
             SELECT organization_id, CAST({new} AS bigint), hash, contact_id FROM contact_keys \
             WHERE {which}{there} GROUP BY organization_id, hash, contact_id \
             ORDER BY hash, contact_id{guard}"
        ),
        format!("DELETE FROM contact_keys WHERE {which}"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_cover_every_hash_once() {
        for level in 1..=TOP {
            let all: Vec<_> = slices(200, level).collect();
            assert_eq!(all.first().unwrap().0, i64::MIN);
            assert_eq!(all.last().unwrap().1, i64::MAX);
            assert!(all.windows(2).all(|pair| pair[0].1 + 1 == pair[1].0));
        }
    }

    #[test]
    fn runs_of_a_level_are_merged_when_they_are_many() {
        let few: Vec<_> = (0..31).map(|run| (run, 0)).collect();
        assert_eq!(due(&few, Sweep::Nothing), None);
        let many: Vec<_> = (0..33).map(|run| (run, 1)).chain([(99, 2)]).collect();
        assert_eq!(due(&many, Sweep::Nothing), Some(((0..33).collect(), 2)));
        assert_eq!(due(&[(0, 0), (7, 2)], Sweep::Gone), Some((vec![0, 7], 2)));
    }
}
