//! The few functions that serve the installation as a whole and so take no [`Scope`].

use diesel::prelude::*;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use domain::access::{MemberStatus, Role};
use domain::contact::ContactFields;
use domain::value::Email;
use domain::{Layer, OrganizationId, Timestamp, UserId, partition};

use crate::conn::{Conn, on};
use crate::pool::Db;
use crate::schema::{members, organizations, users};
use crate::types::{Key, Moment};
use crate::{Error, Result, Scope, contact, dialect, member};

const SQLITE: EmbeddedMigrations = embed_migrations!("../../migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("../../migrations/postgres");

/// Brings the schema up to this build. Two nodes may start at once: PostgreSQL serialises them by
/// an advisory lock, SQLite by its single writer.
pub fn migrate(db: &Db) -> Result<()> {
    db.exclusively(|conn| {
        dialect::lock_schema(conn, true)?;
        let outcome = match conn {
            Conn::Pg(c) => c.run_pending_migrations(POSTGRES).map(drop),
            Conn::Sqlite(c) => c.run_pending_migrations(SQLITE).map(drop),
        };
        dialect::lock_schema(conn, false)?;
        outcome.map_err(|error| Error::Migration(error.to_string()))
    })
}

/// Whether the database answers.
pub fn ping(conn: &mut Conn) -> Result<()> {
    on!(conn, |c| diesel::sql_query("SELECT 1").execute(c))?;
    Ok(())
}

/// A new user with a new organization, whose Organization Admin they are.
pub struct NewAccount {
    pub user: UserId,
    pub organization: OrganizationId,
    pub email: Email,
    pub name: String,
    pub password_hash: String,
    pub organization_name: String,
}

/// Makes user, organization and membership.
///
/// # Errors
/// [`crate::Constraint::EmailTaken`].
pub fn create_account(conn: &mut Conn, account: &NewAccount, now: Timestamp) -> Result<Scope> {
    on!(conn, |c| {
        diesel::insert_into(users::table)
            .values((
                users::id.eq(Key(account.user)),
                users::email_key.eq(account.email.as_str()),
                users::name.eq(&account.name),
                users::password_hash.eq(&account.password_hash),
                users::created_at.eq(Moment(now)),
            ))
            .execute(c)?;
        diesel::insert_into(organizations::table)
            .values((
                organizations::id.eq(Key(account.organization)),
                organizations::name.eq(&account.organization_name),
                organizations::created_at.eq(Moment(now)),
            ))
            .execute(c)?;
        diesel::insert_into(members::table)
            .values((
                members::organization_id.eq(Key(account.organization)),
                members::user_id.eq(Key(account.user)),
                members::role.eq(Role::OrganizationAdmin.as_str()),
                members::status.eq(MemberStatus::Active.as_str()),
                members::created_at.eq(Moment(now)),
            ))
            .execute(c)
    })?;
    Ok(Scope::new(account.organization, account.user))
}

/// What sign-in has to check a password against.
pub struct Credentials {
    pub user: UserId,
    pub password_hash: String,
}

/// The credentials of the user who signs in with this address.
pub fn credentials(conn: &mut Conn, email: &Email) -> Result<Option<Credentials>> {
    let row: Option<(Key<UserId>, String)> = on!(conn, |c| users::table
        .filter(users::email_key.eq(email.as_str()))
        .select((users::id, users::password_hash))
        .first(c)
        .optional())?;
    Ok(row.map(|(Key(user), password_hash)| Credentials { user, password_hash }))
}

/// Stores a hash made with newer parameters.
pub fn rehash(conn: &mut Conn, user: UserId, password_hash: &str) -> Result<()> {
    on!(conn, |c| diesel::update(users::table.find(Key(user)))
        .set(users::password_hash.eq(password_hash))
        .execute(c))?;
    Ok(())
}

/// The scope of a user whose password was just proved; none if they belong nowhere.
pub fn home(conn: &mut Conn, user: UserId) -> Result<Option<Scope>> {
    let organization = member::first_organization(conn, user)?;
    Ok(organization.map(|organization| Scope::new(organization, user)))
}

/// Whether anybody has signed up yet: the sign of a first start.
pub fn is_empty(conn: &mut Conn) -> Result<bool> {
    let user: Option<Key<UserId>> =
        on!(conn, |c| users::table.select(users::id).first(c).optional())?;
    Ok(user.is_none())
}

/// Writes contacts into the directory, in the name of the installation.
pub fn add_to_directory(
    conn: &mut Conn,
    contacts: &[contact::NewContact],
    now: Timestamp,
) -> Result<()> {
    contact::insert(conn, partition::directory(), contacts, contact::Visible::Later, now)
}

/// A contact as the search index stores it, with the proof of whose it is.
pub struct Indexable {
    pub partition: domain::Partition,
    pub id: domain::ContactId,
    pub fields: ContactFields,
    pub completeness: u8,
    pub source: domain::contact::Origin,
}

/// The layer that an owner's records belong to.
pub(crate) fn layer_of(owner: OrganizationId) -> Layer {
    if owner == partition::directory() { Layer::Directory } else { Layer::Workspace }
}
