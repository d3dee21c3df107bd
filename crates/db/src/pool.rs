use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use diesel::r2d2::{ManageConnection, Pool};
use domain::OrganizationId;

use crate::Scope;
use crate::bell::Bell;
use crate::conn::{Conn, MayRetry, on};
use crate::dialect;
use crate::error::Error;
use crate::load::{Load, Waits};
use crate::turns::Turns;
use crate::view::View;

/// How to reach the database.
#[derive(Debug, Clone)]
pub struct Settings {
    /// `sqlite:PATH` or `postgres://…`.
    pub url: String,
    /// Connections for reading (SQLite), or for everything (PostgreSQL).
    pub connections: u32,
}

/// The installation's database: one writer and several readers on SQLite, one pool on PostgreSQL.
#[derive(Clone)]
pub struct Db {
    readers: Pool<Manager>,
    /// SQLite allows one writer; queueing here is cheaper than its busy handler.
    writer: Option<Arc<Mutex<Conn>>>,
    /// For opening the writer again, and connections of the owner.
    url: Arc<str>,
    bell: Arc<Bell>,
    turns: Turns,
    waits: Waits,
}

impl Db {
    /// Connects, without touching the schema. See [`crate::system::migrate`].
    ///
    /// # Errors
    /// [`Error::Connection`] if the address is wrong or the server does not answer in 10 s.
    pub fn open(settings: &Settings) -> Result<Self, Error> {
        let first = Conn::open(&settings.url)?;
        let writer = settings.url.starts_with("sqlite:").then(|| Arc::new(Mutex::new(first)));
        let readers = Pool::builder()
            .max_size(settings.connections)
            // None before the schema is there, which makes the role that they work as.
            .min_idle(Some(0))
            .connection_timeout(Duration::from_secs(10))
            .test_on_check_out(writer.is_none())
            .build(Manager { url: settings.url.clone() })
            .map_err(|error| Error::Connection(error.to_string()))?;
        let url = Arc::from(settings.url.as_str());
        Ok(Self {
            readers,
            writer,
            url,
            bell: Arc::default(),
            turns: Turns::default(),
            waits: Waits::default(),
        })
    }

    /// Runs reading work of the installation on a blocking thread: what concerns accounts,
    /// sessions, keys, jobs and logs. Records are read by [`Self::read_as`].
    pub async fn read<T, E>(
        &self,
        work: impl FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let db = self.clone();
        blocking(move || db.read_now(work)).await
    }

    /// Runs reading work on the rows of one organization, in one transaction on a blocking thread.
    pub async fn read_as<T, E>(
        &self,
        scope: &Scope,
        work: impl FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (db, scope) = (self.clone(), *scope);
        blocking(move || db.read_as_now(&scope, work)).await
    }

    /// Runs writing work of the installation in exactly one transaction on a blocking thread. The
    /// closure may run more than once, so it takes nothing away and does nothing but database work.
    pub async fn write<T, E>(
        &self,
        work: impl Fn(&mut Conn) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + MayRetry + Send + 'static,
    {
        let db = self.clone();
        blocking(move || db.write_now(work)).await
    }

    /// Runs writing work on the rows of one organization, in exactly one transaction on a blocking thread.
    /// The closure may run more than once.
    pub async fn write_as<T, E>(
        &self,
        scope: &Scope,
        work: impl Fn(&mut Conn) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + MayRetry + Send + 'static,
    {
        let (db, scope) = (self.clone(), *scope);
        blocking(move || db.write_as_now(&scope, work)).await
    }

    /// [`Self::write`], one at a time for each organization: for acts, which all write the next
    /// row of the same audit log. Without taking turns they would run into each other and begin
    /// again and again. It begins as work of the installation, which authenticates; what follows
    /// for an organization begins with [`Scope::enter`].
    pub async fn write_for<T, E>(
        &self,
        organization: OrganizationId,
        work: impl Fn(&mut Conn) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + MayRetry + Send + 'static,
    {
        let db = self.clone();
        blocking(move || db.write_for_now(organization, work)).await
    }

    /// [`Self::write_for`] on the calling thread.
    pub fn write_for_now<T, E: From<Error> + MayRetry>(
        &self,
        organization: OrganizationId,
        work: impl Fn(&mut Conn) -> Result<T, E>,
    ) -> Result<T, E> {
        if self.writer.is_some() {
            return self.write_now(work);
        }
        let outcome = self.turns.take(organization, || {
            let mut conn = self.connection()?;
            dialect::take_turn(&mut conn, organization, true)?;
            let outcome = conn.transaction(View::Installation, work);
            // What was committed is so, whatever becomes of the turn, which ends with the connection.
            if let Err(error) = dialect::take_turn(&mut conn, organization, false) {
                tracing::warn!(error = %error, "turn.not_given_back");
                conn.spoiled = true;
            }
            outcome
        });
        if outcome.is_ok() {
            self.bell.ring();
        }
        outcome
    }

    /// [`Self::read`] on the calling thread, for jobs, which have a thread of their own.
    pub fn read_now<T, E: From<Error>>(
        &self,
        work: impl FnOnce(&mut Conn) -> Result<T, E>,
    ) -> Result<T, E> {
        work(&mut *self.connection()?)
    }

    /// [`Self::read_as`] on the calling thread.
    pub fn read_as_now<T, E: From<Error>>(
        &self,
        scope: &Scope,
        work: impl FnOnce(&mut Conn) -> Result<T, E>,
    ) -> Result<T, E> {
        self.connection()?.snapshot(View::Organization(scope.organization()), work)
    }

    /// Runs reading work on the contacts of all, for the search index.
    pub fn read_index_now<T, E: From<Error>>(
        &self,
        work: impl FnOnce(&mut Conn) -> Result<T, E>,
    ) -> Result<T, E> {
        self.connection()?.snapshot(View::Index, work)
    }

    /// [`Self::write`] on the calling thread.
    pub fn write_now<T, E: From<Error> + MayRetry>(
        &self,
        work: impl Fn(&mut Conn) -> Result<T, E>,
    ) -> Result<T, E> {
        self.write_in(View::Installation, work)
    }

    /// [`Self::write_as`] on the calling thread.
    pub fn write_as_now<T, E: From<Error> + MayRetry>(
        &self,
        scope: &Scope,
        work: impl Fn(&mut Conn) -> Result<T, E>,
    ) -> Result<T, E> {
        self.write_in(View::Organization(scope.organization()), work)
    }

    fn write_in<T, E: From<Error> + MayRetry>(
        &self,
        view: View,
        work: impl Fn(&mut Conn) -> Result<T, E>,
    ) -> Result<T, E> {
        let outcome = match &self.writer {
            Some(writer) => {
                let mut conn = writer.lock().unwrap_or_else(PoisonError::into_inner);
                // A disk that was full may have ended a transaction in a way that only a new connection
                // forgets. A pool drops such a connection; the one writer has none.
                if conn.is_broken() {
                    *conn = Conn::open(&self.url)?;
                }
                conn.transaction(view, work)
            }
            None => self.connection()?.transaction(view, work),
        };
        if outcome.is_ok() {
            self.bell.ring();
        }
        outcome
    }

    /// How the connections are used at this moment. On SQLite these are the readers.
    pub fn load(&self) -> Load {
        let state = self.readers.state();
        let (waiting, timeouts) = self.waits.counts();
        Load {
            most: self.readers.max_size(),
            open: state.connections,
            idle: state.idle_connections,
            waiting,
            timeouts,
        }
    }

    /// Whether several nodes may work on it, each with a disk of its own. The embedded database
    /// belongs to this process alone.
    pub const fn is_shared(&self) -> bool {
        self.writer.is_none()
    }

    /// Rung after every writing transaction of this process.
    pub fn bell(&self) -> &Bell {
        &self.bell
    }

    /// Runs work outside a transaction as the owner of the tables, such as a migration. No other
    /// writer of this process may cross it on SQLite.
    pub(crate) fn as_owner<T>(
        &self,
        work: impl FnOnce(&mut Conn) -> Result<T, Error>,
    ) -> Result<T, Error> {
        match &self.writer {
            Some(writer) => work(&mut writer.lock().unwrap_or_else(PoisonError::into_inner)),
            None => work(&mut Conn::open(&self.url)?),
        }
    }

    fn connection(&self) -> Result<diesel::r2d2::PooledConnection<Manager>, Error> {
        let got = self.waits.during(|| self.readers.get());
        got.map_err(|error| Error::Connection(error.to_string()))
    }
}

async fn blocking<T: Send + 'static, E: From<Error> + Send + 'static>(
    work: impl FnOnce() -> Result<T, E> + Send + 'static,
) -> Result<T, E> {
    match tokio::task::spawn_blocking(work).await {
        Ok(outcome) => outcome,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(error) => Err(Error::Connection(error.to_string()).into()),
        },
    }
}

struct Manager {
    url: String,
}

/// A connection of the pool.
struct Pooled {
    conn: Conn,
    /// Whether it holds something that only its end gives back.
    spoiled: bool,
}

impl Deref for Pooled {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        &self.conn
    }
}

impl DerefMut for Pooled {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.conn
    }
}

impl ManageConnection for Manager {
    type Connection = Pooled;
    type Error = Error;

    fn connect(&self) -> Result<Pooled, Error> {
        let mut conn = Conn::open(&self.url)?;
        dialect::step_down(&mut conn)?;
        Ok(Pooled { conn, spoiled: false })
    }

    fn is_valid(&self, pooled: &mut Pooled) -> Result<(), Error> {
        use diesel::connection::SimpleConnection;
        Ok(on!(&mut pooled.conn, |c| c.batch_execute("SELECT 1"))?)
    }

    fn has_broken(&self, pooled: &mut Pooled) -> bool {
        pooled.spoiled || std::thread::panicking() || pooled.is_broken()
    }
}
