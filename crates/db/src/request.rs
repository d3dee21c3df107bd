//! The request log.

use diesel::prelude::*;
use domain::audit::Actor;
use domain::request::Request;
use domain::{OrganizationId, Timestamp};

use crate::audit::{Names, read_actor};
use crate::conn::{Conn, on};
use crate::schema::requests;
use crate::types::{Key, Moment};
use crate::{Result, Scope, dialect};

/// One request as it is noted.
#[derive(Debug, Clone)]
pub struct Noted {
    pub organization: OrganizationId,
    pub at: Timestamp,
    /// The value of `X-Request-Id`.
    pub id: String,
    pub actor: Actor,
    pub method: String,
    /// The route's template.
    pub route: String,
    pub status: u16,
    /// Microseconds from the request to its answer.
    pub micros: i64,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = requests, treat_none_as_default_value = false)]
#[diesel(check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
struct Row {
    organization_id: Key<OrganizationId>,
    at: Moment,
    id: String,
    actor: String,
    method: String,
    route: String,
    status: i64,
    micros: i64,
}

/// Writes many at once.
pub fn create(conn: &mut Conn, noted: &[Noted]) -> Result<()> {
    let row = |noted: &Noted| Row {
        organization_id: Key(noted.organization),
        at: Moment(noted.at),
        id: noted.id.clone(),
        actor: noted.actor.to_string(),
        method: noted.method.clone(),
        route: noted.route.clone(),
        status: i64::from(noted.status),
        micros: noted.micros,
    };
    let rows: Vec<Row> = noted.iter().map(row).collect();
    dialect::insert_rows!(conn, requests::table, &rows)?;
    Ok(())
}

/// Which requests are asked for.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only those that went well (true), or that did not (false).
    pub ok: Option<bool>,
    /// The id of a user or a key.
    pub actor: Option<String>,
    /// Before this request.
    pub before: Option<(Timestamp, String)>,
}

/// Requests that fit, newest first.
pub fn list(conn: &mut Conn, scope: &Scope, filter: &Filter, limit: i64) -> Result<Vec<Request>> {
    let owner = scope.organization();
    let rows: Vec<Row> = on!(conn, |c| {
        let mut query = requests::table
            .filter(requests::organization_id.eq(Key(owner)))
            .order((requests::at.desc(), requests::id.desc()))
            .limit(limit)
            .select(Row::as_select())
            .into_boxed();
        query = match filter.ok {
            Some(true) => query.filter(requests::status.lt(400)),
            Some(false) => query.filter(requests::status.ge(400)),
            None => query,
        };
        if let Some(actor) = &filter.actor {
            query = query.filter(requests::actor.eq(actor));
        }
        if let Some((at, id)) = &filter.before {
            let at = Moment(*at);
            query =
                query.filter(requests::at.lt(at).or(requests::at.eq(at).and(requests::id.lt(id))));
        }
        query.load(c)
    })?;
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        out.push(row.request()?);
    }
    let names = Names::load(conn, out.iter().map(|request| request.actor))?;
    for request in &mut out {
        request.actor_name = names.of(request.actor);
    }
    Ok(out)
}

/// Forgets what is older than a moment, a part at a time; answers how many.
pub fn prune(conn: &mut Conn, before: Timestamp) -> Result<usize> {
    Ok(on!(conn, |c| diesel::delete(requests::table)
        .filter(requests::at.lt(Moment(before)))
        .execute(c))?)
}

impl Row {
    #[expect(clippy::cast_precision_loss, reason = "a request takes far less than 2^53 µs")]
    fn request(self) -> Result<Request> {
        Ok(Request {
            id: self.id,
            at: self.at.0,
            actor: read_actor(&self.actor)?,
            actor_name: None,
            method: self.method,
            route: self.route,
            status: u16::try_from(self.status).unwrap_or_default(),
            milliseconds: self.micros as f64 / 1e3,
        })
    }
}
