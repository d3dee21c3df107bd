use diesel::prelude::*;
use domain::OrganizationId;
use domain::audit::{Flaw, Head, Verdict};

use super::append::{Pen, end, last_row};
use super::chain::{End, GENESIS, Row, hex};
use crate::Result;
use crate::conn::{Conn, on};
use crate::schema::{audit_events, audit_heads, organizations};
use crate::types::Key;

/// Rows that are read at once.
const PAGE: i64 = 1_000;
/// Flaws that are told; a log with more is lost as a whole.
const FLAWS: usize = 100;

/// Reads a whole log and compares each row with its hash, each hash with the row after it, and the
/// end with its seal. `known` is a head that was kept elsewhere: a log that no longer holds it
/// was cut and sealed anew by somebody who has the server's keys.
pub fn verify(
    conn: &mut Conn,
    pen: &Pen,
    organization: OrganizationId,
    known: Option<&Head>,
) -> Result<Verdict> {
    let mut walk = Walk::new(known);
    let head = loop {
        let rows: Vec<Row> = on!(conn, |c| audit_events::table
            .filter(audit_events::organization_id.eq(Key(organization)))
            .filter(audit_events::seq.gt(walk.last.seq))
            .order(audit_events::seq.asc())
            .limit(PAGE)
            .select(Row::as_select())
            .load(c))?;
        for row in &rows {
            walk.step(row)?;
        }
        if !rows.is_empty() {
            continue;
        }
        // Rows that came while it was read are read as well, before they are missed.
        let head = end(conn, organization)?;
        let behind = head.as_ref().is_some_and(|(end, _)| end.seq > walk.last.seq);
        if !behind || last_row(conn, organization)?.is_none_or(|row| row.seq <= walk.last.seq) {
            break head;
        }
    };
    walk.close(pen, organization, head.as_ref());
    Ok(Verdict {
        intact: walk.flaws.is_empty(),
        events: walk.events,
        head: head.map(|(end, _)| Head { seq: number(end.seq), hash: hex(&end.hash) }),
        flaws: walk.flaws,
    })
}

/// Every organization that must have a log: all of them but the directory's owner, which has one
/// once something happened that belongs to no organization.
pub fn logs(conn: &mut Conn) -> Result<Vec<OrganizationId>> {
    let directory = domain::partition::directory();
    let all: Vec<Key<OrganizationId>> = on!(conn, |c| organizations::table
        .order(organizations::id.asc())
        .select(organizations::id)
        .load(c))?;
    let own: Option<i64> = on!(conn, |c| audit_heads::table
        .find(Key(directory))
        .select(audit_heads::seq)
        .get_result(c)
        .optional())?;
    let wanted = |id: &OrganizationId| *id != directory || own.is_some();
    Ok(all.into_iter().map(|Key(id)| id).filter(wanted).collect())
}

/// Whether the logs were sealed by this pen, as far as a hundred of them tell: with other keys than
/// those that an installation was begun with, every log would be spoiled at its next event.
pub fn is_ours(conn: &mut Conn, pen: &Pen) -> Result<bool> {
    type Head = (Key<OrganizationId>, i64, Vec<u8>, Vec<u8>);
    let heads: Vec<Head> = on!(conn, |c| audit_heads::table
        .order(audit_heads::organization_id.asc())
        .limit(100)
        .select((
            audit_heads::organization_id,
            audit_heads::seq,
            audit_heads::hash,
            audit_heads::seal,
        ))
        .load(c))?;
    let fits = |(organization, seq, hash, seal): &Head| {
        let hash = hash.as_slice().try_into().unwrap_or(GENESIS);
        pen.seal(organization.0, &End { seq: *seq, hash }).as_slice() == seal.as_slice()
    };
    Ok(heads.is_empty() || heads.iter().any(fits))
}

/// How far a reading has come.
struct Walk<'a> {
    last: End,
    events: u64,
    known: Option<&'a Head>,
    flaws: Vec<Flaw>,
}

impl<'a> Walk<'a> {
    fn new(known: Option<&'a Head>) -> Self {
        let last = End { seq: 0, hash: GENESIS };
        Self { last, events: 0, known, flaws: Vec::new() }
    }

    fn flaw(&mut self, seq: i64, kind: &str, message: &str) {
        if self.flaws.len() < FLAWS {
            let (kind, message) = (kind.to_owned(), message.to_owned());
            self.flaws.push(Flaw { seq: number(seq), kind, message });
        }
    }

    fn step(&mut self, row: &Row) -> Result<()> {
        self.events += 1;
        let gap = row.seq != self.last.seq + 1;
        if gap {
            self.flaw(self.last.seq + 1, "missing", "One or more rows are gone from here on.");
        }
        let digest = row.digest()?;
        if row.hash != digest {
            self.flaw(row.seq, "edited", "The row is not the one that was written.");
        } else if !gap && row.previous != self.last.hash {
            let message = "The row does not follow the one before it: one of them was swapped, \
                           replaced or written by somebody else.";
            self.flaw(row.seq, "out_of_order", message);
        }
        if self
            .known
            .is_some_and(|known| known.seq == number(row.seq) && known.hash != hex(&row.hash))
        {
            self.flaw(row.seq, "head_forged", "The row differs from the head that was kept.");
        }
        let hash = row.hash.as_slice().try_into().unwrap_or(GENESIS);
        self.last = End { seq: row.seq, hash };
        Ok(())
    }

    fn close(&mut self, pen: &Pen, organization: OrganizationId, head: Option<&(End, Vec<u8>)>) {
        let last = End { seq: self.last.seq, hash: self.last.hash };
        match head {
            None => {
                self.flaw(1, "truncated", "The log has no head: it was emptied, or never begun.");
            }
            Some((end, seal)) => {
                if pen.seal(organization, end).as_slice() != seal.as_slice() {
                    let message = "The head was not sealed by this installation's key.";
                    self.flaw(end.seq, "head_forged", message);
                }
                if end.seq > last.seq {
                    self.flaw(last.seq + 1, "truncated", "Rows at the end are gone.");
                } else if *end != last {
                    let message = "The log goes on behind its head, or ends in another row.";
                    self.flaw(end.seq, "out_of_order", message);
                }
            }
        }
        if self.known.is_some_and(|known| known.seq > number(last.seq)) {
            let message = "The log is shorter than the head that was kept.";
            self.flaw(last.seq + 1, "truncated", message);
        }
    }
}

fn number(seq: i64) -> u64 {
    u64::try_from(seq).unwrap_or_default()
}
