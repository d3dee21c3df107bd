use std::time::Duration;

use diesel::prelude::*;
use diesel::sql_types::BigInt;
use domain::OrganizationId;

use super::{register, runs};
use crate::conn::{Conn, on};
use crate::pool::Db;
use crate::types::{DbUuid, Key};
use crate::{Error, MayRetry, Result, Scope};

/// Runs of a level that are merged into one of the next.
const FAN: usize = 32;
/// Transactions for [`FAN`] runs of level 0, which hold some hundred thousand keys. A run of a level counts as
/// [`FAN`] of the one below, so that no transaction holds other writers up for long.
const SLICES: usize = 16;
/// Between two of them, so that somebody who waits for the same turn comes first.
const PAUSE: Duration = Duration::from_millis(5);
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
        // Chunks are a moment apart, so that the next moment is free.
        let new = old.iter().map(|(run, _)| *run).max().unwrap_or_default() + 1;
        let into = Target { run: new, level, is_begun: runs.iter().any(|(run, _)| *run == new) };
        merge(db, scope, &old, into, sweep, &go_on)?;
        if sweep == Sweep::Gone {
            return Ok(());
        }
    }
}

/// The run that others are merged into.
#[derive(Clone, Copy)]
struct Target {
    run: i64,
    level: i64,
    /// Whether an earlier merge that was cut off has put keys there.
    is_begun: bool,
}

/// Runs with their levels.
type Runs = Vec<(i64, i64)>;

/// Which runs are to be merged, and into which level.
fn due(runs: &[(i64, i64)], sweep: Sweep) -> Option<(Runs, i64)> {
    if sweep == Sweep::Gone && !runs.is_empty() {
        let level = runs.iter().map(|(_, level)| *level).max().unwrap_or_default();
        return Some((runs.to_vec(), level.max(1)));
    }
    (0..=TOP).find_map(|level| {
        let of_level = runs.iter().filter(|(_, other)| *other == level).copied();
        let oldest: Runs = of_level.take(FAN).collect();
        (oldest.len() == FAN).then(|| (oldest, (level + 1).min(TOP)))
    })
}

fn merge<E: From<Error> + MayRetry>(
    db: &Db,
    scope: &Scope,
    old: &[(i64, i64)],
    into: Target,
    sweep: Sweep,
    go_on: &impl Fn() -> Result<(), E>,
) -> Result<(), E> {
    let owner = scope.organization();
    let slices = slices(old);
    let old: Vec<i64> = old.iter().map(|(run, _)| *run).collect();
    for (low, high) in slices {
        go_on()?;
        db.write_for_now(owner, |c| {
            scope.enter(c)?;
            register(c, owner, into.run, into.level)?;
            shift(c, owner, (&old, into), (low, high), sweep)
        })?;
        std::thread::sleep(PAUSE);
    }
    db.write_for_now(owner, |c| {
        scope.enter(c)?;
        let sql = forget_sql(&old);
        on!(c, |c| diesel::sql_query(sql).bind::<DbUuid, _>(Key(owner)).execute(c))?;
        Ok::<_, Error>(())
    })?;
    Ok(())
}

/// Forgets runs that have no keys any more. One of them may have got some from another merge meanwhile; and run 0
/// goes on.
fn forget_sql(runs: &[i64]) -> String {
    format!(
        "DELETE FROM contact_key_runs WHERE organization_id = $1 AND run IN ({}) AND run <> 0 \
         AND NOT EXISTS (SELECT 1 FROM contact_keys WHERE contact_keys.organization_id = \
         contact_key_runs.organization_id AND contact_keys.run = contact_key_runs.run)",
        listed(runs)
    )
}

fn listed(runs: &[i64]) -> String {
    runs.iter().map(i64::to_string).collect::<Vec<_>>().join(", ")
}

/// The whole range of hashes in parts of equal width, both ends included, by what these runs hold.
fn slices(runs: &[(i64, i64)]) -> impl Iterator<Item = (i64, i64)> + use<> {
    let weight = |level: i64| FAN.pow(u32::try_from(level.clamp(0, TOP)).unwrap_or_default());
    let weight: usize = runs.iter().map(|(_, level)| weight(*level)).sum();
    let count = i128::try_from(SLICES * weight.div_ceil(FAN).max(1)).unwrap_or(1);
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
    (old, into): (&[i64], Target),
    (low, high): (i64, i64),
    sweep: Sweep,
) -> Result<()> {
    // Run 0 is written while others merge, so the new run may have its keys already, as it may from an earlier
    // merge that was cut off; all others stay as they were made, and no two slices share a key.
    let (single, together): (Vec<i64>, Vec<i64>) = old.iter().partition(|run| **run == 0);
    let guard = " ON CONFLICT DO NOTHING";
    let parts = [(together, if into.is_begun { guard } else { "" }), (single, guard)];
    let parts = parts.iter().filter(|(runs, _)| !runs.is_empty());
    for sql in parts.flat_map(|(runs, guard)| move_sql(runs, into.run, sweep, guard)) {
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
    let runs = listed(runs);
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
        for runs in [&[(0, 0)][..], &[(1, 1), (2, 0), (3, 1)], &[(1, 0); 32], &[(1, 2); 32]] {
            let all: Vec<_> = slices(runs).collect();
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
        assert_eq!(due(&many, Sweep::Nothing), Some((many[..32].to_vec(), 2)));
        let all = [(0, 0), (7, 2)];
        assert_eq!(due(&all, Sweep::Gone), Some((all.to_vec(), 2)));
    }
}
