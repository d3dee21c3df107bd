use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use diesel::r2d2::{ManageConnection, Pool};
use domain::OrganizationId;

use crate::bell::Bell;
use crate::conn::{Conn, MayRetry, on};
use crate::dialect;
use crate::error::Error;
use crate::turns::Turns;

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
    bell: Arc<Bell>,
    turns: Turns,
}

impl Db {
    /// Connects, without touching the schema. See [`crate::system::migrate`].
    ///
    /// # Errors
    /// [`Error::Connection`] if the address is wrong or the server does not answer in 10 s.
    pub fn open(settings: &Settings) -> Result<Self, Error> {
        let writer = if settings.url.starts_with("sqlite:") {
            Some(Arc::new(Mutex::new(Conn::open(&settings.url)?)))
        } else {
            None
        };
        let readers = Pool::builder()
            .max_size(settings.connections)
            .min_idle(Some(1))
            .connection_timeout(Duration::from_secs(10))
            .test_on_check_out(writer.is_none())
            .build(Manager { url: settings.url.clone() })
            .map_err(|error| Error::Connection(error.to_string()))?;
        Ok(Self { readers, writer, bell: Arc::default(), turns: Turns::default() })
    }

    /// Runs reading work on a blocking thread.
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

    /// Runs writing work in exactly one transaction on a blocking thread. The closure may run
    /// more than once, so it takes nothing away and does nothing but database work.
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

    /// [`Self::write`], one at a time for each organization: for acts, which all write the next
    /// row of the same audit log. Without taking turns they would run into each other and begin
    /// again and again.
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
            let outcome = conn.transaction(work);
            dialect::take_turn(&mut conn, organization, false)?;
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

    /// [`Self::write`] on the calling thread.
    pub fn write_now<T, E: From<Error> + MayRetry>(
        &self,
        work: impl Fn(&mut Conn) -> Result<T, E>,
    ) -> Result<T, E> {
        let outcome = match &self.writer {
            Some(writer) => writer.lock().unwrap_or_else(PoisonError::into_inner).transaction(work),
            None => self.connection()?.transaction(work),
        };
        if outcome.is_ok() {
            self.bell.ring();
        }
        outcome
    }

    /// Whether several nodes may work on it, each with a disk of its own.
    pub const fn is_shared(&self) -> bool {
        self.writer.is_none()
    }

    /// Rung after every writing transaction of this process.
    pub fn bell(&self) -> &Bell {
        &self.bell
    }

    /// Runs work outside a transaction that no other writer of this process may cross.
    pub(crate) fn exclusively<T>(
        &self,
        work: impl FnOnce(&mut Conn) -> Result<T, Error>,
    ) -> Result<T, Error> {
        match &self.writer {
            Some(writer) => work(&mut writer.lock().unwrap_or_else(PoisonError::into_inner)),
            None => work(&mut *self.connection()?),
        }
    }

    fn connection(&self) -> Result<diesel::r2d2::PooledConnection<Manager>, Error> {
        self.readers.get().map_err(|error| Error::Connection(error.to_string()))
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

impl ManageConnection for Manager {
    type Connection = Conn;
    type Error = Error;

    fn connect(&self) -> Result<Conn, Error> {
        Conn::open(&self.url)
    }

    fn is_valid(&self, conn: &mut Conn) -> Result<(), Error> {
        use diesel::connection::SimpleConnection;
        Ok(on!(conn, |c| c.batch_execute("SELECT 1"))?)
    }

    fn has_broken(&self, conn: &mut Conn) -> bool {
        use diesel::r2d2::R2D2Connection;
        std::thread::panicking() || on!(conn, |c| c.is_broken())
    }
}
