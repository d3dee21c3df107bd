//! Fresh databases for tests, and what tests do to a database that no function of this room does.

mod fresh;

use std::collections::BTreeMap;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;

use crate::conn::{Conn, on};
use crate::tables::Named;
use crate::view::View;
use crate::{Db, Error, Result, dialect};

pub use fresh::{Fresh, databases, migrated, on_each};

/// Everything that the database holds, a text for each table, to tell whether anything changed. The
/// tables and columns in `but` (`table` or `table.column`) are left out.
///
/// # Errors
/// The database could not be read.
pub fn contents(db: &Db, but: &[&str]) -> Result<BTreeMap<String, String>> {
    db.as_owner(|conn| {
        let mut all = BTreeMap::new();
        for table in dialect::table_names(conn)? {
            if but.contains(&table.as_str()) {
                continue;
            }
            let columns = dialect::column_names(conn, &table)?;
            let kept = |column: &&String| !but.contains(&format!("{table}.{column}").as_str());
            let row: Vec<String> = columns
                .iter()
                .filter(kept)
                .map(|column| {
                    format!("coalesce(CAST({} AS text), '-')", dialect::legible(conn, column))
                })
                .collect();
            let sql = format!("SELECT {} AS name FROM {table}", row.join(" || ' ' || "));
            let mut rows: Vec<Named> = on!(conn, |c| diesel::sql_query(sql).load(c))?;
            rows.sort_by(|a, b| a.name.cmp(&b.name));
            let rows: Vec<String> = rows.into_iter().map(|row| row.name).collect();
            all.insert(table, rows.join("\n"));
        }
        Ok(all)
    })
}

/// Lets a key expire, which no route does.
///
/// # Errors
/// The database could not be written.
pub fn expire_key(db: &Db, id: domain::ApiKeyId) -> Result<()> {
    use crate::schema::api_keys;
    use crate::types::{Key, Moment};
    let past = Moment(domain::Timestamp::from_micros(0));
    db.write_now(|conn| {
        on!(conn, |c| diesel::update(api_keys::table.find(Key(id)))
            .set(api_keys::expires_at.eq(past))
            .execute(c))?;
        Ok(())
    })
}

/// A scope to read the log of an organization with, in nobody's name.
pub fn log(organization: domain::OrganizationId) -> crate::Scope {
    let nobody = <domain::UserId as domain::id::TypedId>::from_uuid(uuid::Uuid::nil());
    crate::Scope::new(organization, nobody)
}

/// Lets time pass for the queue, whose clock is the database's and cannot be set: all that happened
/// or will happen lies that many seconds earlier.
///
/// # Errors
/// The database could not be written.
pub fn pass(db: &Db, seconds: i64) -> Result<()> {
    db.write_now(|conn| {
        let columns = ["run_at", "created_at", "lease_until", "started_at", "finished_at"];
        let set: Vec<String> = columns
            .iter()
            .map(|column| format!("{column} = {}", dialect::earlier(conn, column, seconds)))
            .collect();
        let sql = format!("UPDATE jobs SET {}", set.join(", "));
        Ok(on!(conn, |c| c.batch_execute(&sql))?)
    })
}

/// Does to the database what no function of this room does, such as what an intruder would who
/// came by the owner's rights.
///
/// # Errors
/// The database refused it.
pub fn execute(db: &Db, sql: &str) -> Result<()> {
    by_owner(db, |conn| attempt(conn, sql))
}

/// One transaction of the tables' owner.
///
/// # Errors
/// The database refused it.
pub fn by_owner<T>(db: &Db, work: impl Fn(&mut Conn) -> Result<T>) -> Result<T> {
    db.as_owner(|conn| conn.transaction(View::Installation, work))
}

/// [`execute`] outside a transaction, for what PostgreSQL does not do inside one.
///
/// # Errors
/// The database refused it.
pub fn execute_alone(db: &Db, sql: &str) -> Result<()> {
    db.as_owner(|conn| Ok(on!(conn, |c| c.batch_execute(sql))?))
}

/// The column `name` of a query that the owner asks.
///
/// # Errors
/// The database refused it.
pub fn query(db: &Db, sql: &str) -> Result<Vec<String>> {
    db.as_owner(|conn| {
        let rows: Vec<Named> = on!(conn, |c| diesel::sql_query(sql).load(c))?;
        Ok(rows.into_iter().map(|row| row.name).collect())
    })
}

/// How many rows of a table this transaction sees, without any filter of ours.
///
/// # Errors
/// The database refused it.
pub fn count(conn: &mut Conn, table: &str) -> Result<i64> {
    let sql = format!("SELECT CAST(count(*) AS text) AS name FROM {table}");
    let row: Named = on!(conn, |c| diesel::sql_query(sql).get_result(c))?;
    row.name.parse().map_err(|_| Error::Corrupt("count"))
}

/// Runs any statement in this transaction.
///
/// # Errors
/// The database refused it.
pub fn attempt(conn: &mut Conn, sql: &str) -> Result<()> {
    Ok(on!(conn, |c| c.batch_execute(sql))?)
}
