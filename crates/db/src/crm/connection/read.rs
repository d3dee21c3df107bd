use diesel::prelude::*;
use domain::crm::{ConnectionState, CrmAllowance, CrmConnection, CrmPerson};
use domain::{ConnectionId, OrganizationId, UserId};

use crate::conn::{Conn, on};
use crate::schema::{crm_connections as table, users};
use crate::types::{Json, Key, Moment};
use crate::{Error, Result, Scope};

/// A connection and what only servers may know of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    pub connection: CrmConnection,
    /// The CRM's id of the company that the location belongs to.
    pub company: Option<String>,
    /// Rises with each pair of tokens.
    pub generation: i64,
    /// None where they were deleted.
    pub tokens: Option<Tokens>,
}

/// A pair of tokens under seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tokens {
    pub access: Vec<u8>,
    pub refresh: Vec<u8>,
    /// The version of the data key that seals both.
    pub key_version: i64,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = table)]
#[diesel(check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
struct Row {
    id: Key<ConnectionId>,
    state: String,
    location: String,
    company: Option<String>,
    location_name: String,
    allows_duplicates: bool,
    scopes: String,
    access_token: Option<Vec<u8>>,
    refresh_token: Option<Vec<u8>>,
    key_version: Option<i64>,
    generation: i64,
    expires_at: Option<Moment>,
    connected_by: Key<UserId>,
    connected_at: Moment,
    last_call_at: Option<Moment>,
    allowance: Option<Json<CrmAllowance>>,
    trouble: Option<String>,
}

/// The connection of the organization, the last one also when it is disconnected.
pub fn find(conn: &mut Conn, scope: &Scope) -> Result<Option<Stored>> {
    let owner = scope.organization();
    let row: Option<(Row, Option<String>)> = on!(conn, |c| table::table
        .left_join(users::table.on(users::id.eq(table::connected_by)))
        .filter(table::organization_id.eq(Key(owner)))
        .select((Row::as_select(), users::name.nullable()))
        .get_result(c)
        .optional())?;
    row.map(|(row, name)| stored(row, name)).transpose()
}

fn stored(row: Row, name: Option<String>) -> Result<Stored> {
    let state = ConnectionState::from_word(&row.state);
    let tokens = match (row.access_token, row.refresh_token, row.key_version) {
        (Some(access), Some(refresh), Some(key_version)) => {
            Some(Tokens { access, refresh, key_version })
        }
        _ => None,
    };
    let time = |moment: Option<Moment>| moment.map(|Moment(time)| time);
    let connection = CrmConnection {
        id: row.id.0,
        state: state.ok_or(Error::Corrupt("crm_connections.state"))?,
        location: row.location,
        location_name: row.location_name,
        allows_duplicates: row.allows_duplicates,
        scopes: row.scopes.split_whitespace().map(str::to_owned).collect(),
        connected_by: name.map(|name| CrmPerson { id: row.connected_by.0, name }),
        connected_at: row.connected_at.0,
        last_call_at: time(row.last_call_at),
        expires_at: time(row.expires_at).filter(|_| tokens.is_some()),
        allowance: row.allowance.map(|Json(allowance)| allowance),
        trouble: row.trouble,
    };
    Ok(Stored { connection, company: row.company, generation: row.generation, tokens })
}

/// The tokens of an organization, for sealing them anew.
pub fn tokens_of(
    conn: &mut Conn,
    organization: OrganizationId,
) -> Result<Option<(ConnectionId, Tokens)>> {
    type Row = (Key<ConnectionId>, Option<Vec<u8>>, Option<Vec<u8>>, Option<i64>);
    let row: Option<Row> = on!(conn, |c| table::table
        .filter(table::organization_id.eq(Key(organization)))
        .select((table::id, table::access_token, table::refresh_token, table::key_version))
        .get_result(c)
        .optional())?;
    Ok(row.and_then(|(Key(id), access, refresh, version)| {
        Some((id, Tokens { access: access?, refresh: refresh?, key_version: version? }))
    }))
}

/// The organizations that are connected with this location, or, without one, with any of the company.
pub fn of_location(
    conn: &mut Conn,
    location: Option<&str>,
    company: Option<&str>,
) -> Result<Vec<(OrganizationId, ConnectionId)>> {
    let rows: Vec<(Key<OrganizationId>, Key<ConnectionId>)> = on!(conn, |c| {
        let query = table::table
            .filter(table::state.ne(ConnectionState::Disconnected.as_str()))
            .select((table::organization_id, table::id))
            .into_boxed();
        match (location, company) {
            (Some(location), _) => query.filter(table::location.eq(location)).load(c),
            (None, Some(company)) => query.filter(table::company.eq(company)).load(c),
            (None, None) => Ok(Vec::new()),
        }
    })?;
    Ok(rows.into_iter().map(|(Key(owner), Key(id))| (owner, id)).collect())
}
