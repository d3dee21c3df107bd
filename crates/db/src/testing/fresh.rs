//! Fresh databases of every kind that is at hand: SQLite always, PostgreSQL where `TEST_DATABASE_URL` names a
//! server on which databases may be made (`cargo xtask test` starts one).

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use diesel::connection::SimpleConnection;

use crate::conn::{Conn, on};
use crate::{Db, Error, Result, Settings, system};

/// A migrated, empty database that vanishes with this value.
pub struct Fresh {
    pub db: Db,
    /// `sqlite` or `postgres`, for messages.
    pub kind: &'static str,
    /// Where it is, for a process that is tested on it.
    pub url: String,
    _folder: Option<tempfile::TempDir>,
    /// The database on a server, and the one that it is a copy of.
    _place: Option<(OnServer, Option<Arc<OnServer>>)>,
}

/// A fresh database of every kind.
///
/// # Errors
/// The folder, the server or the migrations failed.
pub fn databases() -> Result<Vec<Fresh>> {
    every(copied)
}

/// The same, each made by the migrations themselves.
///
/// # Errors
/// The folder, the server or the migrations failed.
pub fn migrated() -> Result<Vec<Fresh>> {
    every(|server| Fresh::on_server(OnServer::migrated(server)?, None))
}

fn every(on_server: impl Fn(&str) -> Result<Fresh>) -> Result<Vec<Fresh>> {
    let mut all = vec![sqlite()?];
    if let Ok(server) = std::env::var("TEST_DATABASE_URL") {
        all.push(on_server(&server)?);
    }
    Ok(all)
}

/// Runs a test on every kind of database and says on which one it failed.
///
/// # Errors
/// The databases could not be made, or the test's own error.
pub fn on_each(test: impl Fn(&Db) -> Result<()>) -> Result<()> {
    for fresh in databases()? {
        println!("on {}", fresh.kind);
        test(&fresh.db)?;
    }
    Ok(())
}

fn sqlite() -> Result<Fresh> {
    let folder = tempfile::tempdir().map_err(|error| Error::Connection(error.to_string()))?;
    let url = format!("sqlite:{}", folder.path().join("test.sqlite").display());
    let db = Db::open(&Settings { url: url.clone(), connections: 4 })?;
    system::migrate(&db)?;
    Ok(Fresh { db, kind: "sqlite", url, _folder: Some(folder), _place: None })
}

fn copied(server: &str) -> Result<Fresh> {
    let template = template(server)?;
    let made = OnServer::make(server, &format!("TEMPLATE {}", template.name))?;
    let fresh = Fresh::on_server(made, Some(template))?;
    // A copy is an installation of its own, too.
    super::execute(
        &fresh.db,
        "UPDATE installation SET id = gen_random_uuid(), epoch = gen_random_uuid()",
    )?;
    Ok(fresh)
}

impl Fresh {
    fn on_server(database: OnServer, template: Option<Arc<OnServer>>) -> Result<Self> {
        let settings = database.settings();
        let db = Db::open(&settings)?;
        let place = Some((database, template));
        Ok(Self { db, kind: "postgres", url: settings.url, _folder: None, _place: place })
    }
}

/// The migrated database of which this process makes copies, for to migrate each takes a third of a second. It
/// goes with the last copy.
fn template(server: &str) -> Result<Arc<OnServer>> {
    static LAST: Mutex<Weak<OnServer>> = Mutex::new(Weak::new());
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(template) = last.upgrade() {
        return Ok(template);
    }
    let template = Arc::new(OnServer::migrated(server)?);
    *last = Arc::downgrade(&template);
    Ok(template)
}

/// A database on a server, dropped with this value.
struct OnServer {
    server: String,
    name: String,
}

impl OnServer {
    /// Under a name of its own, made as the SQL says.
    fn make(server: &str, how: &str) -> Result<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("test_{}_{number}", std::process::id());
        let mut conn = Conn::open(server)?;
        on!(&mut conn, |c| c.batch_execute(&format!("CREATE DATABASE {name} {how}")))?;
        Ok(Self { server: server.to_owned(), name })
    }

    /// Nobody is connected to it: what somebody is connected to cannot be copied.
    fn migrated(server: &str) -> Result<Self> {
        let made = Self::make(server, "")?;
        system::migrate(&Db::open(&made.settings())?)?;
        Ok(made)
    }

    fn settings(&self) -> Settings {
        let base = self.server.rsplit_once('/').map_or(&*self.server, |(base, _)| base);
        Settings { url: format!("{base}/{}", self.name), connections: 6 }
    }
}

impl Drop for OnServer {
    fn drop(&mut self) {
        let dropped = Conn::open(&self.server).and_then(|mut conn| {
            let sql = format!("DROP DATABASE {} WITH (FORCE)", self.name);
            Ok(on!(&mut conn, |c| c.batch_execute(&sql))?)
        });
        if let Err(error) = dropped {
            println!("{} could not be dropped: {error}", self.name);
        }
    }
}
