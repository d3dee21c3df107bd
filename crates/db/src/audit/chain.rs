use diesel::prelude::*;
use domain::audit::{Action, AuditEvent, Detail, Outcome};
use domain::{OrganizationId, Timestamp};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::actor::read_actor;
use crate::schema::audit_events;
use crate::types::{Json, Key, Moment};
use crate::{Error, Result};

/// The hash before the first row.
pub(super) const GENESIS: [u8; 32] = [0; 32];

/// A row of the log as the table holds it.
#[derive(Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = audit_events, treat_none_as_default_value = false)]
#[diesel(check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub(super) struct Row {
    pub(super) organization_id: Key<OrganizationId>,
    pub(super) seq: i64,
    pub(super) at: Moment,
    pub(super) actor: String,
    pub(super) action: String,
    pub(super) outcome: String,
    pub(super) subject: Option<String>,
    pub(super) detail: Json<Detail>,
    pub(super) address: Option<String>,
    pub(super) request_id: Option<String>,
    pub(super) previous: Vec<u8>,
    pub(super) hash: Vec<u8>,
}

/// What is hashed: JSON with these members in this order, time in microseconds, the names of
/// `detail` sorted. Two databases and two versions must write the same bytes for ever.
#[derive(Serialize)]
struct Canonical<'a> {
    organization: OrganizationId,
    seq: i64,
    at: i64,
    actor: &'a str,
    action: &'a str,
    outcome: &'a str,
    subject: Option<&'a str>,
    detail: &'a Detail,
    address: Option<&'a str>,
    request_id: Option<&'a str>,
    previous: String,
}

impl Row {
    /// The hash that this row should have.
    pub(super) fn digest(&self) -> Result<[u8; 32]> {
        let canonical = Canonical {
            organization: self.organization_id.0,
            seq: self.seq,
            at: self.at.0.micros(),
            actor: &self.actor,
            action: &self.action,
            outcome: &self.outcome,
            subject: self.subject.as_deref(),
            detail: &self.detail.0,
            address: self.address.as_deref(),
            request_id: self.request_id.as_deref(),
            previous: hex(&self.previous),
        };
        let bytes =
            serde_json::to_vec(&canonical).map_err(|_| Error::Corrupt("audit_events.detail"))?;
        Ok(Sha256::digest(&bytes).into())
    }

    /// The row as it travels; names are filled in by the caller.
    pub(super) fn event(self) -> Result<AuditEvent> {
        Ok(AuditEvent {
            seq: u64::try_from(self.seq).unwrap_or_default(),
            at: self.at.0,
            actor: read_actor(&self.actor)?,
            actor_name: None,
            action: Action::from_word(&self.action).ok_or(Error::Corrupt("audit_events.action"))?,
            outcome: Outcome::from_word(&self.outcome)
                .ok_or(Error::Corrupt("audit_events.outcome"))?,
            subject: self.subject,
            detail: self.detail.0,
            address: self.address,
            request_id: self.request_id,
            previous: hex(&self.previous),
            hash: hex(&self.hash),
        })
    }
}

/// Where a chain ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct End {
    pub(super) seq: i64,
    pub(super) hash: [u8; 32],
}

/// A moment as both databases keep it.
pub(super) const fn moment(at: Timestamp) -> Moment {
    Moment(at)
}

pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing into a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
