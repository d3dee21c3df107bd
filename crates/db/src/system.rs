//! The few functions that serve the installation as a whole and so take no [`Scope`].

use diesel::migration::{Migration, MigrationSource};
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
use crate::{Error, Result, Scope, contact, dialect, tables};

const SQLITE: EmbeddedMigrations = embed_migrations!("../../migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("../../migrations/postgres");

/// Brings the schema up to this build. Two nodes may start at once: PostgreSQL serialises them by
/// an advisory lock, SQLite by its single writer.
pub fn migrate(db: &Db) -> Result<()> {
    db.as_owner(|conn| {
        dialect::lock_schema(conn, true)?;
        // Where there is nothing to do, a login that may not make tables is enough.
        let is_current = schema(conn).is_ok_and(|schema| schema.missing == 0);
        let outcome = match conn {
            _ if is_current => Ok(()),
            Conn::Pg(c) => c.run_pending_migrations(POSTGRES).map(drop),
            Conn::Sqlite(c) => c.run_pending_migrations(SQLITE).map(drop),
        };
        let stands = outcome.is_err() || dialect::wall_stands(conn)?;
        dialect::lock_schema(conn, false)?;
        outcome.map_err(|error| Error::Migration(error.to_string()))?;
        if !stands {
            return Err(Error::Migration(NO_WALL.to_owned()));
        }
        Ok(is_current)
    })
    .and_then(|was_current| if was_current { Ok(()) } else { contact::fill_keys(db) })
}

/// Runs work of the start while no other node migrates or runs such work. Waits without limit, because the
/// other node may take its time.
pub fn alone<T>(db: &Db, work: impl FnOnce() -> Result<T>) -> Result<T> {
    if !db.is_shared() {
        return work();
    }
    db.as_owner(|conn| {
        dialect::lock_schema(conn, true)?;
        // The lock ends with this connection, which serves for nothing else.
        work()
    })
}

/// How the schema of the database stands to this build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schema {
    /// Migrations of this build that were not run.
    pub missing: usize,
    /// Migrations that were run and that this build does not know: those of a newer one.
    pub unknown: usize,
}

/// Compares the migrations that were run with those of this build, without writing anything.
pub fn schema(conn: &mut Conn) -> Result<Schema> {
    let (known, run) = (versions()?, tables::migrations(conn)?);
    let missing = known.iter().filter(|known| !run.contains(known)).count();
    let unknown = run.iter().filter(|run| !known.contains(run)).count();
    Ok(Schema { missing, unknown })
}

/// Whether this build has a migration of this version, as the database names it.
///
/// # Errors
/// The build itself is broken.
pub fn knows_migration(version: &str) -> Result<bool> {
    Ok(versions()?.iter().any(|known| known == version))
}

/// The migrations of this build; both databases have the same.
fn versions() -> Result<Vec<String>> {
    let all: Vec<Box<dyn Migration<diesel::sqlite::Sqlite>>> =
        SQLITE.migrations().map_err(|error| Error::Migration(error.to_string()))?;
    Ok(all.iter().map(|migration| migration.name().version().to_string()).collect())
}

const NO_WALL: &str = "row-level security is not whole: the database was restored where the roles \
    contacts_app and contacts_index were missing; make them, grant them to the login, and restore \
    again (docs/backup.md)";

/// Whether the database says what is wrong in English. In another language a full disk and transactions
/// that met are not recognised.
pub fn speaks_english(conn: &mut Conn) -> Result<bool> {
    dialect::speaks_english(conn)
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
    /// None for people who come through an identity provider only.
    pub password_hash: Option<String>,
    /// When the address was confirmed, if it was.
    pub verified_at: Option<Timestamp>,
    pub organization_name: String,
}

/// Makes user, organization and membership.
///
/// # Errors
/// [`crate::Constraint::EmailTaken`].
pub fn create_account(conn: &mut Conn, account: &NewAccount, now: Timestamp) -> Result<Scope> {
    let person = NewPerson {
        user: account.user,
        email: &account.email,
        name: &account.name,
        password_hash: account.password_hash.as_deref(),
        verified_at: account.verified_at,
    };
    create_person(conn, &person, now)?;
    on!(conn, |c| {
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

/// A new user who belongs nowhere yet.
pub struct NewPerson<'a> {
    pub user: UserId,
    pub email: &'a Email,
    pub name: &'a str,
    pub password_hash: Option<&'a str>,
    pub verified_at: Option<Timestamp>,
}

/// Makes a user.
///
/// # Errors
/// [`crate::Constraint::EmailTaken`].
pub fn create_person(conn: &mut Conn, new: &NewPerson<'_>, now: Timestamp) -> Result<()> {
    on!(conn, |c| diesel::insert_into(users::table)
        .values((
            users::id.eq(Key(new.user)),
            users::email_key.eq(new.email.as_str()),
            users::name.eq(new.name),
            users::password_hash.eq(new.password_hash.unwrap_or("!")),
            users::created_at.eq(Moment(now)),
            users::email_verified_at.eq(new.verified_at.map(Moment)),
        ))
        .execute(c))?;
    Ok(())
}

/// Whether anybody has signed up yet: the sign of a first start.
pub fn is_empty(conn: &mut Conn) -> Result<bool> {
    let user: Option<Key<UserId>> =
        on!(conn, |c| users::table.select(users::id).first(c).optional())?;
    Ok(user.is_none())
}

/// Writes contacts into the directory, in the name of the installation. From here to its end the
/// transaction sees the directory only.
pub fn add_to_directory(
    conn: &mut Conn,
    contacts: &[contact::NewContact],
    now: Timestamp,
) -> Result<()> {
    let directory = partition::directory();
    dialect::enter(conn, directory)?;
    let maker = contact::Maker::Nobody;
    contact::insert(conn, directory, contacts, maker, contact::Visible::Later, now)
}

/// A contact as the search index stores it, with the proof of whose it is.
pub struct Indexable {
    pub partition: domain::Partition,
    pub id: domain::ContactId,
    pub fields: ContactFields,
    pub completeness: u8,
    pub source: domain::contact::Origin,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub verified_at: Option<Timestamp>,
    /// The lists into which people put it, deleted ones too.
    pub lists: Vec<domain::ListId>,
}

/// The layer that an owner's records belong to.
pub(crate) fn layer_of(owner: OrganizationId) -> Layer {
    if owner == partition::directory() { Layer::Directory } else { Layer::Workspace }
}
