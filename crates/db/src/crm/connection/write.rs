use diesel::prelude::*;
use domain::crm::{ConnectionState, CrmAllowance};
use domain::{ConnectionId, OrganizationId, Timestamp};

use super::Tokens;
use crate::conn::{Conn, on};
use crate::schema::crm_connections as table;
use crate::types::{Json, Key, Moment};
use crate::{Error, Result, Scope};

/// A location that somebody has just connected.
#[derive(Debug, Clone)]
pub struct NewConnection {
    /// Of the row that there is, or a new one.
    pub id: ConnectionId,
    pub location: String,
    pub company: Option<String>,
    pub location_name: String,
    pub allows_duplicates: bool,
    /// Separated by spaces.
    pub scopes: String,
    pub tokens: Tokens,
    pub expires_at: Timestamp,
}

/// Keeps a connection in the place of the one before.
///
/// # Errors
/// [`crate::Constraint::LocationTaken`] if another organization has the location.
pub fn connect(conn: &mut Conn, scope: &Scope, new: &NewConnection, now: Timestamp) -> Result<()> {
    let (owner, user) = (scope.organization(), scope.user());
    let state = ConnectionState::Connected.as_str();
    macro_rules! columns {
        () => {
            (
                table::state.eq(state),
                table::location.eq(&new.location),
                table::company.eq(&new.company),
                table::location_name.eq(&new.location_name),
                table::allows_duplicates.eq(new.allows_duplicates),
                table::scopes.eq(&new.scopes),
                table::access_token.eq(Some(&new.tokens.access)),
                table::refresh_token.eq(Some(&new.tokens.refresh)),
                table::key_version.eq(Some(new.tokens.key_version)),
                table::expires_at.eq(Some(Moment(new.expires_at))),
                table::refresh_until.eq(None::<Moment>),
                table::connected_by.eq(Key(user)),
                table::connected_at.eq(Moment(now)),
                table::updated_at.eq(Moment(now)),
                table::last_call_at.eq(Some(Moment(now))),
                table::allowance.eq(None::<Json<CrmAllowance>>),
                table::trouble.eq(None::<String>),
            )
        };
    }
    on!(conn, |c| {
        let known = diesel::update(table::table.filter(table::organization_id.eq(Key(owner))))
            .set((columns!(), table::generation.eq(table::generation + 1)))
            .execute(c)?;
        if known == 0 {
            diesel::insert_into(table::table)
                .values((
                    table::id.eq(Key(new.id)),
                    table::organization_id.eq(Key(owner)),
                    table::generation.eq(1),
                    columns!(),
                ))
                .execute(c)?;
        }
        Ok::<_, diesel::result::Error>(())
    })?;
    Ok(())
}

/// Has a connection that was just made wait until somebody confirms its location. It was connected first, so that
/// whoever has the location already is found out.
pub fn choose(conn: &mut Conn, scope: &Scope) -> Result<()> {
    on!(conn, |c| diesel::update(table::table)
        .filter(table::organization_id.eq(Key(scope.organization())))
        .set(table::state.eq(ConnectionState::Chosen.as_str()))
        .execute(c))?;
    Ok(())
}

/// Connects the location that was chosen; answers whether it is this one that waits.
///
/// # Errors
/// [`crate::Constraint::LocationTaken`] if another organization has connected it meanwhile.
pub fn confirm(conn: &mut Conn, scope: &Scope, location: &str, now: Timestamp) -> Result<bool> {
    let rows = on!(conn, |c| diesel::update(table::table)
        .filter(table::organization_id.eq(Key(scope.organization())))
        .filter(table::state.eq(ConnectionState::Chosen.as_str()))
        .filter(table::location.eq(location))
        .set((
            table::state.eq(ConnectionState::Connected.as_str()),
            table::connected_by.eq(Key(scope.user())),
            table::connected_at.eq(Moment(now)),
            table::updated_at.eq(Moment(now)),
        ))
        .execute(c))?;
    Ok(rows == 1)
}

/// The next pair of tokens, and when the first of them ends.
#[derive(Debug, Clone)]
pub struct Fresh {
    pub tokens: Tokens,
    pub expires_at: Timestamp,
}

/// Keeps the next pair of tokens, if the connection still has the pair before; answers whether it did. The
/// lease ends.
pub fn store_tokens(
    conn: &mut Conn,
    scope: &Scope,
    generation: i64,
    fresh: &Fresh,
    now: Timestamp,
) -> Result<bool> {
    let rows = on!(conn, |c| diesel::update(table::table)
        .filter(table::organization_id.eq(Key(scope.organization())))
        .filter(table::generation.eq(generation))
        .filter(table::refresh_token.is_not_null())
        .set((
            table::access_token.eq(Some(&fresh.tokens.access)),
            table::refresh_token.eq(Some(&fresh.tokens.refresh)),
            table::key_version.eq(Some(fresh.tokens.key_version)),
            table::expires_at.eq(Some(Moment(fresh.expires_at))),
            table::generation.eq(table::generation + 1),
            table::refresh_until.eq(None::<Moment>),
            table::state.eq(ConnectionState::Connected.as_str()),
            table::trouble.eq(None::<String>),
            table::updated_at.eq(Moment(now)),
        ))
        .execute(c))?;
    Ok(rows == 1)
}

/// Puts the same pair of tokens under another seal.
pub fn reseal(conn: &mut Conn, organization: OrganizationId, tokens: &Tokens) -> Result<()> {
    on!(conn, |c| diesel::update(table::table)
        .filter(table::organization_id.eq(Key(organization)))
        .filter(table::refresh_token.is_not_null())
        .set((
            table::access_token.eq(Some(&tokens.access)),
            table::refresh_token.eq(Some(&tokens.refresh)),
            table::key_version.eq(Some(tokens.key_version)),
        ))
        .execute(c))?;
    Ok(())
}

/// Notes that the pair of this generation does not work, and why; answers whether it was so new to us. A
/// connection that has another pair by now, or was disconnected, stays as it is.
pub fn set_state(
    conn: &mut Conn,
    scope: &Scope,
    generation: i64,
    (state, trouble): (ConnectionState, Option<&str>),
    now: Timestamp,
) -> Result<bool> {
    let rows = on!(conn, |c| diesel::update(table::table)
        .filter(table::organization_id.eq(Key(scope.organization())))
        .filter(table::generation.eq(generation))
        .filter(table::state.ne(ConnectionState::Disconnected.as_str()))
        .filter(table::state.ne(state.as_str()))
        .set((
            table::state.eq(state.as_str()),
            table::trouble.eq(trouble),
            table::refresh_until.eq(None::<Moment>),
            table::updated_at.eq(Moment(now)),
        ))
        .execute(c))?;
    Ok(rows == 1)
}

/// Notes what the CRM said of its limits.
pub fn note_call(
    conn: &mut Conn,
    scope: &Scope,
    allowance: Option<CrmAllowance>,
    now: Timestamp,
) -> Result<()> {
    on!(conn, |c| diesel::update(table::table)
        .filter(table::organization_id.eq(Key(scope.organization())))
        .set((
            table::last_call_at.eq(Some(Moment(now))),
            allowance.map(|allowance| table::allowance.eq(Some(Json(allowance)))),
        ))
        .execute(c))?;
    Ok(())
}

/// Notes what the location is called now, and its rule about duplicates.
pub fn note_location(
    conn: &mut Conn,
    scope: &Scope,
    name: &str,
    allows_duplicates: bool,
) -> Result<()> {
    on!(conn, |c| diesel::update(table::table)
        .filter(table::organization_id.eq(Key(scope.organization())))
        .set((table::location_name.eq(name), table::allows_duplicates.eq(allows_duplicates)))
        .execute(c))?;
    Ok(())
}

/// Deletes the tokens; answers whether there was a connection.
pub fn disconnect(conn: &mut Conn, scope: &Scope, now: Timestamp) -> Result<bool> {
    forget(conn, scope.organization(), None, now)
}

/// Deletes the tokens of a connection that the CRM's side took away.
pub fn uninstall(
    conn: &mut Conn,
    organization: OrganizationId,
    trouble: &str,
    now: Timestamp,
) -> Result<bool> {
    forget(conn, organization, Some(trouble), now)
}

fn forget(
    conn: &mut Conn,
    organization: OrganizationId,
    trouble: Option<&str>,
    now: Timestamp,
) -> Result<bool> {
    let rows = on!(conn, |c| diesel::update(table::table)
        .filter(table::organization_id.eq(Key(organization)))
        .filter(table::state.ne(ConnectionState::Disconnected.as_str()))
        .set((
            table::state.eq(ConnectionState::Disconnected.as_str()),
            table::access_token.eq(None::<Vec<u8>>),
            table::refresh_token.eq(None::<Vec<u8>>),
            table::key_version.eq(None::<i64>),
            table::expires_at.eq(None::<Moment>),
            table::refresh_until.eq(None::<Moment>),
            table::generation.eq(table::generation + 1),
            table::allowance.eq(None::<Json<CrmAllowance>>),
            table::trouble.eq(trouble),
            table::updated_at.eq(Moment(now)),
        ))
        .execute(c))?;
    Ok::<_, Error>(rows == 1)
}
