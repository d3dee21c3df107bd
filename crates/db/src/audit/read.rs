use diesel::prelude::*;
use domain::audit::{AuditEvent, AuditFilter};

use super::actor::Names;
use super::chain::{Row, moment};
use crate::conn::{Conn, on};
use crate::schema::audit_events;
use crate::types::Key;
use crate::{Result, Scope};

/// Events that fit, newest first, with numbers below `before` if given.
pub fn list(
    conn: &mut Conn,
    scope: &Scope,
    filter: &AuditFilter,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<AuditEvent>> {
    let owner = scope.organization();
    let rows: Vec<Row> = on!(conn, |c| {
        let mut query = audit_events::table
            .filter(audit_events::organization_id.eq(Key(owner)))
            .order(audit_events::seq.desc())
            .limit(limit)
            .select(Row::as_select())
            .into_boxed();
        if let Some(before) = before {
            query = query.filter(audit_events::seq.lt(before));
        }
        if let Some(action) = filter.action {
            query = query.filter(audit_events::action.eq(action.as_str()));
        }
        if let Some(outcome) = filter.outcome {
            query = query.filter(audit_events::outcome.eq(outcome.as_str()));
        }
        if let Some(actor) = &filter.actor {
            query = query.filter(audit_events::actor.eq(actor));
        }
        if let Some(subject) = &filter.subject {
            query = query.filter(audit_events::subject.eq(subject));
        }
        if let Some(from) = filter.from {
            query = query.filter(audit_events::at.ge(moment(from)));
        }
        if let Some(until) = filter.until {
            query = query.filter(audit_events::at.lt(moment(until)));
        }
        query.load(c)
    })?;
    named(conn, rows)
}

fn named(conn: &mut Conn, rows: Vec<Row>) -> Result<Vec<AuditEvent>> {
    let mut events = rows.into_iter().map(Row::event).collect::<Result<Vec<_>>>()?;
    let names = Names::load(conn, events.iter().map(|event| event.actor))?;
    for event in &mut events {
        event.actor_name = names.of(event.actor);
    }
    Ok(events)
}
