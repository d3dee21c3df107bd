//! API keys: what is stored is the hash of the secret.

use diesel::prelude::*;
use domain::access::{ApiKey, ParsedApiKey, Permission, Standing};
use domain::{ApiKeyId, OrganizationId, Timestamp, UserId};

use crate::conn::{Conn, on};
use crate::member::{read_role, read_status};
use crate::schema::{api_keys, members};
use crate::session::Principal;
use crate::types::{Json, Key, Moment};
use crate::{Error, Result, Scope};

/// Seconds between two notes of a key's last use: one write a minute is enough.
const NOTE_SECONDS: f64 = 60.0;

#[derive(Queryable, Selectable)]
#[diesel(table_name = api_keys)]
#[diesel(check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
struct Row {
    id: Key<ApiKeyId>,
    name: String,
    prefix: String,
    scopes: Json<Vec<Permission>>,
    created_by: Key<UserId>,
    created_at: Moment,
    expires_at: Moment,
    last_used_at: Option<Moment>,
    old_until: Option<Moment>,
}

impl Row {
    fn key(self, now: Timestamp) -> ApiKey {
        ApiKey {
            id: self.id.0,
            name: self.name,
            prefix: self.prefix,
            scopes: self.scopes.0,
            created_by: self.created_by.0,
            created_at: self.created_at.0,
            expires_at: self.expires_at.0,
            last_used_at: self.last_used_at.map(|moment| moment.0),
            old_secret_until: self.old_until.map(|moment| moment.0).filter(|&until| until > now),
        }
    }
}

/// A secret as the table knows it.
#[derive(Debug, Clone)]
pub struct Secret {
    /// SHA-256 of the whole text.
    pub hash: [u8; 32],
    /// Its beginning, to tell keys apart.
    pub prefix: String,
}

/// Stores a new key.
pub fn create(
    conn: &mut Conn,
    scope: &Scope,
    id: ApiKeyId,
    wanted: &ParsedApiKey,
    secret: &Secret,
    now: Timestamp,
) -> Result<ApiKey> {
    let (organization, user) = (scope.organization(), scope.user());
    let expires_at = now.plus_seconds(i64::from(wanted.days) * 86_400);
    on!(conn, |c| diesel::insert_into(api_keys::table)
        .values((
            api_keys::id.eq(Key(id)),
            api_keys::organization_id.eq(Key(organization)),
            api_keys::created_by.eq(Key(user)),
            api_keys::name.eq(&wanted.name),
            api_keys::prefix.eq(&secret.prefix),
            api_keys::hash.eq(secret.hash.as_slice()),
            api_keys::scopes.eq(Json(wanted.scopes.clone())),
            api_keys::created_at.eq(Moment(now)),
            api_keys::expires_at.eq(Moment(expires_at)),
        ))
        .execute(c))?;
    find(conn, scope, id, now)?.ok_or(Error::Query(diesel::result::Error::NotFound))
}

/// One key that is not revoked.
pub fn find(
    conn: &mut Conn,
    scope: &Scope,
    id: ApiKeyId,
    now: Timestamp,
) -> Result<Option<ApiKey>> {
    let owner = scope.organization();
    let row: Option<Row> = on!(conn, |c| api_keys::table
        .find(Key(id))
        .filter(api_keys::organization_id.eq(Key(owner)))
        .filter(api_keys::revoked_at.is_null())
        .select(Row::as_select())
        .get_result(c)
        .optional())?;
    Ok(row.map(|row| row.key(now)))
}

/// Keys that are not revoked, newest first.
pub fn list(conn: &mut Conn, scope: &Scope, now: Timestamp) -> Result<Vec<ApiKey>> {
    let owner = scope.organization();
    let rows: Vec<Row> = on!(conn, |c| api_keys::table
        .filter(api_keys::organization_id.eq(Key(owner)))
        .filter(api_keys::revoked_at.is_null())
        .order(api_keys::id.desc())
        .select(Row::as_select())
        .load(c))?;
    Ok(rows.into_iter().map(|row| row.key(now)).collect())
}

/// Gives a key a new secret; the one before works until a moment. None if the key is unknown,
/// revoked or expired.
pub fn rotate(
    conn: &mut Conn,
    scope: &Scope,
    id: ApiKeyId,
    secret: &Secret,
    old_until: Timestamp,
    now: Timestamp,
) -> Result<Option<ApiKey>> {
    let owner = scope.organization();
    let rows = on!(conn, |c| diesel::update(api_keys::table.find(Key(id)))
        .filter(api_keys::organization_id.eq(Key(owner)))
        .filter(api_keys::revoked_at.is_null())
        .filter(api_keys::expires_at.gt(Moment(now)))
        .set((
            api_keys::old_hash.eq(api_keys::hash.nullable()),
            api_keys::old_until.eq(Moment(old_until)),
            api_keys::hash.eq(secret.hash.as_slice()),
            api_keys::prefix.eq(&secret.prefix),
        ))
        .execute(c))?;
    if rows == 1 { find(conn, scope, id, now) } else { Ok(None) }
}

/// Revokes a key; false if it is unknown or was revoked before.
pub fn revoke(conn: &mut Conn, scope: &Scope, id: ApiKeyId, now: Timestamp) -> Result<bool> {
    let owner = scope.organization();
    let rows = on!(conn, |c| diesel::update(api_keys::table.find(Key(id)))
        .filter(api_keys::organization_id.eq(Key(owner)))
        .filter(api_keys::revoked_at.is_null())
        .set(api_keys::revoked_at.eq(Moment(now)))
        .execute(c))?;
    Ok(rows == 1)
}

/// Revokes every key that a user made in the organization.
pub(crate) fn revoke_of(
    conn: &mut Conn,
    scope: &Scope,
    user: UserId,
    now: Timestamp,
) -> Result<()> {
    let owner = scope.organization();
    on!(conn, |c| diesel::update(api_keys::table)
        .filter(api_keys::organization_id.eq(Key(owner)))
        .filter(api_keys::created_by.eq(Key(user)))
        .filter(api_keys::revoked_at.is_null())
        .set(api_keys::revoked_at.eq(Moment(now)))
        .execute(c))?;
    Ok(())
}

/// A key that has proved itself.
#[derive(Debug, Clone)]
pub struct Proven {
    pub principal: Principal,
    pub id: ApiKeyId,
    /// Whether its last use should be noted.
    pub is_unnoted: bool,
}

/// The principal behind a secret, with the role and status that the key's maker has now.
pub fn authenticate(conn: &mut Conn, hash: &[u8; 32], now: Timestamp) -> Result<Option<Proven>> {
    type Found = (
        Key<ApiKeyId>,
        Key<OrganizationId>,
        Key<UserId>,
        Json<Vec<Permission>>,
        Option<Moment>,
        String,
        String,
    );
    let row: Option<Found> = on!(conn, |c| api_keys::table
        .inner_join(
            members::table.on(members::user_id
                .eq(api_keys::created_by)
                .and(members::organization_id.eq(api_keys::organization_id))),
        )
        .filter(
            api_keys::hash.eq(hash.as_slice()).or(api_keys::old_hash
                .eq(hash.as_slice())
                .and(api_keys::old_until.gt(Moment(now)))
                .assume_not_null()),
        )
        .filter(api_keys::revoked_at.is_null())
        .filter(api_keys::expires_at.gt(Moment(now)))
        .select((
            api_keys::id,
            api_keys::organization_id,
            api_keys::created_by,
            api_keys::scopes,
            api_keys::last_used_at,
            members::role,
            members::status,
        ))
        .get_result(c)
        .optional())?;
    row.map(|(Key(id), Key(organization), Key(user), scopes, used, role, status)| {
        Ok(Proven {
            id,
            is_unnoted: used.is_none_or(|used| now.seconds_since(used.0) >= NOTE_SECONDS),
            principal: Principal {
                scope: Scope::of_key(organization, user, Some(id)),
                session: None,
                standing: Standing {
                    role: read_role(&role)?,
                    status: read_status(&status)?,
                    scopes: Some(scopes.0),
                    lacks_second_factor: false,
                    is_operator: false,
                },
            },
        })
    })
    .transpose()
}

/// Notes that a key was used.
pub fn note_use(conn: &mut Conn, id: ApiKeyId, now: Timestamp) -> Result<()> {
    on!(conn, |c| diesel::update(api_keys::table.find(Key(id)))
        .set(api_keys::last_used_at.eq(Moment(now)))
        .execute(c))?;
    Ok(())
}
