//! Whole copies of a SQLite, made while it is used.

use std::collections::BTreeMap;
use std::path::Path;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;
use domain::import::ImportState;
use domain::{EpochId, ImportId};

use crate::conn::Conn;
use crate::schema::{data_keys, imports, installation};
use crate::tables::{self, Named};
use crate::types::Key;
use crate::{Error, Result, Settings, dialect};

/// What a copy holds.
#[derive(Debug)]
pub struct Contents {
    /// Its newest migration.
    pub schema: String,
    /// Rows by table.
    pub tables: BTreeMap<String, u64>,
    /// What its keys seal with; none if no server has worked on it yet.
    pub seal: Option<[u8; 32]>,
    /// The versions of key-encryption keys that open its data keys.
    pub master_keys: Vec<i64>,
    /// The imports whose uploaded file is kept, with its length and SHA-256.
    pub uploads: Vec<(ImportId, u64, [u8; 32])>,
}

/// Copies a database as it is at this moment; others read and write it meanwhile.
///
/// # Errors
/// The database is no SQLite, the file exists, or there is no space for it.
pub fn take(from: &Settings, to: &Path) -> Result<()> {
    match Conn::open(&from.url)? {
        Conn::Sqlite(mut c) => {
            let to = to.to_string_lossy().into_owned();
            diesel::sql_query("VACUUM INTO ?").bind::<Text, _>(to).execute(&mut c)?;
            Ok(())
        }
        Conn::Pg(_) => Err(Error::Connection("expected sqlite:FILE".to_owned())),
    }
}

/// Reads a copy to its end, without writing beside it.
///
/// # Errors
/// [`Error::Migration`] says what is wrong with it.
pub fn examine(file: &Path) -> Result<Contents> {
    let mut conn = open(file, "?mode=ro&immutable=1")?;
    for (check, fine) in [("PRAGMA integrity_check", "ok"), ("PRAGMA foreign_key_check", "")] {
        let Conn::Sqlite(c) = &mut conn else { continue };
        let column = if fine.is_empty() { "\"table\"" } else { "integrity_check" };
        let sql = format!("SELECT {column} AS name FROM {}", check.replace("PRAGMA ", "pragma_"));
        let found: Vec<Named> = diesel::sql_query(sql).load(c)?;
        if let Some(bad) = found.iter().find(|line| line.name != fine) {
            return Err(Error::Migration(format!("{check} says: {}", bad.name)));
        }
    }
    let schema = tables::migrations(&mut conn)?.pop().unwrap_or_default();
    let mut tables = BTreeMap::new();
    for name in dialect::table_names(&mut conn)? {
        let rows = tables::count_rows(&mut conn, &name)?;
        tables.insert(name, rows);
    }
    let Conn::Sqlite(c) = &mut conn else { return Err(Error::Connection(String::new())) };
    let seal: Option<Vec<u8>> = installation::table.select(installation::seal).get_result(c)?;
    let mut master_keys: Vec<i64> = data_keys::table.select(data_keys::wrapped_by).load(c)?;
    master_keys.sort_unstable();
    master_keys.dedup();
    let uploads: Vec<(Key<ImportId>, i64, Vec<u8>)> = imports::table
        .filter(imports::state.ne(ImportState::Cancelled.as_str()))
        .order(imports::id.asc())
        .select((imports::id, imports::bytes, imports::sha256))
        .load(c)?;
    let uploads = uploads.into_iter().map(|(Key(id), bytes, sha256)| {
        let sha256 = sha256.try_into().map_err(|_| Error::Corrupt("imports.sha256"))?;
        Ok((id, u64::try_from(bytes).unwrap_or_default(), sha256))
    });
    Ok(Contents {
        schema,
        tables,
        seal: seal.and_then(|seal| seal.try_into().ok()),
        master_keys,
        uploads: uploads.collect::<Result<_>>()?,
    })
}

/// Begins another epoch in a copy that is to be used, so that no index of another day fits it.
///
/// # Errors
/// The file cannot be written.
pub fn renew(file: &Path, epoch: EpochId) -> Result<()> {
    let mut conn = open(file, "")?;
    crate::installation::renew(&mut conn, epoch)
}

/// Opens a file without the settings of a server, which would write into it.
fn open(file: &Path, options: &str) -> Result<Conn> {
    let path = file.to_string_lossy();
    let path = path.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    let failed = |error: diesel::ConnectionError| Error::Connection(error.to_string());
    let mut c = SqliteConnection::establish(&format!("file:{path}{options}")).map_err(failed)?;
    c.batch_execute("PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF")?;
    Ok(Conn::Sqlite(c))
}
