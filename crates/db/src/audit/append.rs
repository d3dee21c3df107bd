use std::sync::Arc;

use diesel::prelude::*;
use domain::audit::{Actor, Event};
use domain::{OrganizationId, Timestamp};

use super::chain::{End, GENESIS, Row, moment};
use crate::conn::{Conn, on};
use crate::schema::{audit_events, audit_heads};
use crate::types::{Json, Key};
use crate::{Error, Result, Scope};

type Seal = dyn Fn(OrganizationId, u64, &[u8; 32]) -> [u8; 32] + Send + Sync;

/// What seals the end of a chain; the key behind it is the server's.
#[derive(Clone)]
pub struct Pen(Arc<Seal>);

impl Pen {
    /// `seal` computes a code over organization, number and hash that only the key's owner can.
    pub fn new(
        seal: impl Fn(OrganizationId, u64, &[u8; 32]) -> [u8; 32] + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(seal))
    }

    pub(super) fn seal(&self, organization: OrganizationId, end: &End) -> [u8; 32] {
        (self.0)(organization, u64::try_from(end.seq).unwrap_or_default(), &end.hash)
    }
}

/// Who acts, in which log it is written, and from where it came.
#[derive(Debug, Clone)]
pub struct By {
    pub organization: OrganizationId,
    pub actor: Actor,
    /// The network address of the caller.
    pub address: Option<String>,
    /// The value of `X-Request-Id`.
    pub request_id: Option<String>,
}

impl By {
    /// A job, in the name of whoever asked for it.
    pub fn job(scope: &Scope) -> Self {
        Self {
            organization: scope.organization(),
            actor: scope.actor(),
            address: None,
            request_id: None,
        }
    }
}

/// Writes the next row of a log, in the transaction of the act. Whoever expects others to act
/// for the same organization opens the transaction by [`crate::Db::write_for`].
///
/// A log whose end does not fit its seal goes on, so that nobody can stop the work of an
/// organization by spoiling its log; but it is not sealed again, so that a reading finds what was done.
///
/// # Errors
/// [`crate::Constraint::Raced`] if another transaction was faster; the transaction is then
/// tried again.
pub fn append(conn: &mut Conn, pen: &Pen, by: &By, event: Event, now: Timestamp) -> Result<()> {
    let organization = by.organization;
    let Before { end, is_sound, has_head } = Before::of(conn, pen, organization)?;
    let (seq, previous) = (end.seq + 1, end.hash);
    let mut row = Row {
        organization_id: Key(organization),
        seq,
        at: moment(now),
        actor: by.actor.to_string(),
        action: event.action.as_str().to_owned(),
        outcome: event.outcome.as_str().to_owned(),
        subject: event.subject,
        detail: Json(event.detail),
        address: by.address.clone(),
        request_id: by.request_id.clone(),
        previous: previous.to_vec(),
        hash: Vec::new(),
    };
    let hash = row.digest()?;
    row.hash = hash.to_vec();
    on!(conn, |c| diesel::insert_into(audit_events::table).values(&row).execute(c))?;
    let seal = if is_sound { pen.seal(organization, &End { seq, hash }) } else { UNSEALED };
    let head = (
        audit_heads::seq.eq(seq),
        audit_heads::hash.eq(hash.as_slice()),
        audit_heads::seal.eq(seal.as_slice()),
    );
    if has_head {
        on!(conn, |c| diesel::update(audit_heads::table.find(Key(organization)))
            .set(head)
            .execute(c))?;
    } else {
        on!(conn, |c| diesel::insert_into(audit_heads::table)
            .values((audit_heads::organization_id.eq(Key(organization)), head))
            .execute(c))?;
    }
    Ok(())
}

/// Stands where a log cannot be sealed; no seal is made of zeros.
const UNSEALED: [u8; 32] = [0; 32];

/// What a new row follows.
struct Before {
    end: End,
    is_sound: bool,
    has_head: bool,
}

impl Before {
    fn of(conn: &mut Conn, pen: &Pen, organization: OrganizationId) -> Result<Self> {
        let head = end(conn, organization)?;
        if let Some((end, seal)) = &head
            && is_last(conn, organization, end.seq)?
            && pen.seal(organization, end).as_slice() == seal.as_slice()
        {
            let end = End { seq: end.seq, hash: end.hash };
            return Ok(Self { end, is_sound: true, has_head: true });
        }
        let row = last_row(conn, organization)?;
        if head.is_none() && row.is_none() {
            let end = End { seq: 0, hash: GENESIS };
            return Ok(Self { end, is_sound: true, has_head: false });
        }
        tracing::error!(organization.id = %organization, "audit.unsealed");
        let has_head = head.is_some();
        let ends = [row, head.map(|(end, _)| end)];
        let end = ends.into_iter().flatten().max_by_key(|end| end.seq);
        let end = end.unwrap_or(End { seq: 0, hash: GENESIS });
        Ok(Self { end, is_sound: false, has_head })
    }
}

/// Whether the log ends with its head. If another act goes on behind it at this moment, this one
/// fails as raced and begins again; a row that is behind the head for good is not ours.
fn is_last(conn: &mut Conn, organization: OrganizationId, seq: i64) -> Result<bool> {
    let row = last_row(conn, organization)?;
    if row.is_some_and(|row| row.seq == seq) {
        return Ok(true);
    }
    Ok(end(conn, organization)?.is_none_or(|(end, _)| end.seq != seq))
}

/// Where a log ends by its rows.
pub(super) fn last_row(conn: &mut Conn, organization: OrganizationId) -> Result<Option<End>> {
    let row: Option<(i64, Vec<u8>)> = on!(conn, |c| audit_events::table
        .filter(audit_events::organization_id.eq(Key(organization)))
        .order(audit_events::seq.desc())
        .select((audit_events::seq, audit_events::hash))
        .first(c)
        .optional())?;
    Ok(row.map(|(seq, hash)| End { seq, hash: hash.try_into().unwrap_or(GENESIS) }))
}

/// Where a log ends by its head, and the seal of that.
pub(super) fn end(conn: &mut Conn, organization: OrganizationId) -> Result<Option<(End, Vec<u8>)>> {
    let row: Option<(i64, Vec<u8>, Vec<u8>)> = on!(conn, |c| audit_heads::table
        .find(Key(organization))
        .select((audit_heads::seq, audit_heads::hash, audit_heads::seal))
        .get_result(c)
        .optional())?;
    row.map(|(seq, hash, seal)| {
        let hash = hash.try_into().map_err(|_| Error::Corrupt("audit_heads.hash"))?;
        Ok((End { seq, hash }, seal))
    })
    .transpose()
}
