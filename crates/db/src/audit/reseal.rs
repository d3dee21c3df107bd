use diesel::prelude::*;
use domain::audit::{Action, Actor, Event};
use domain::{OrganizationId, Timestamp};

use super::append::{By, Pen, append, last_row};
use crate::Result;
use crate::conn::{Conn, on};
use crate::schema::audit_heads;
use crate::types::Key;

/// Seals the end of a log as it stands, after the key of its seal was lost. The log itself says so in
/// its next event; gaps and edited rows in it are found as before.
pub fn reseal(
    conn: &mut Conn,
    pen: &Pen,
    organization: OrganizationId,
    now: Timestamp,
) -> Result<()> {
    let Some(end) = last_row(conn, organization)? else { return Ok(()) };
    let seal = pen.seal(organization, &end);
    let head = (
        audit_heads::seq.eq(end.seq),
        audit_heads::hash.eq(end.hash.as_slice()),
        audit_heads::seal.eq(seal.as_slice()),
    );
    on!(conn, |c| diesel::insert_into(audit_heads::table)
        .values((audit_heads::organization_id.eq(Key(organization)), head))
        .on_conflict(audit_heads::organization_id)
        .do_update()
        .set(head)
        .execute(c))?;
    let by = By { organization, actor: Actor::System, address: None, request_id: None };
    let event = Event::new(Action::AuditSealedAnew).with("behind", end.seq);
    append(conn, pen, &by, event, now)
}
