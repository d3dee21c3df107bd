use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::result::DatabaseErrorKind;
use diesel::{Connection, PgConnection, SqliteConnection};

use crate::dialect;
use crate::error::{Constraint, Error};
use crate::view::View;

/// A connection to whichever database the installation runs on.
pub enum Conn {
    /// PostgreSQL 15 or later.
    Pg(PgConnection),
    /// The embedded file.
    Sqlite(SqliteConnection),
}

/// Writes a query once and types it natively for both databases.
macro_rules! on {
    ($conn:expr, |$c:ident| $body:expr) => {
        match $conn {
            $crate::conn::Conn::Pg($c) => $body,
            $crate::conn::Conn::Sqlite($c) => $body,
        }
    };
}
pub(crate) use on;

/// Tries of a transaction that meets another one, before the caller hears of it.
const TRIES: u32 = 8;

/// For every connection to the file. A writer waits 5 s for another process; the write-ahead
/// log lets readers go on beside a writer; FULL makes "acknowledged" mean "on the disk".
const SQLITE_PRAGMAS: &str = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; \
    PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; \
    PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -4000;";

/// A statement that waits longer than this for a lock or runs longer is ended by the server. So is a
/// transaction whose process stands still or is gone: its locks and its snapshot hold up everybody.
const POSTGRES_SETTINGS: &str = "SET statement_timeout = '60s'; SET lock_timeout = '10s'; \
    SET idle_in_transaction_session_timeout = '60s'; SET tcp_keepalives_idle = 30; \
    SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3; SET TIME ZONE 'UTC';";

impl Conn {
    /// Opens a connection by the scheme of its address, `postgres:` or `sqlite:`. diesel's own
    /// guess would make a file out of a mistyped PostgreSQL address.
    pub(crate) fn open(url: &str) -> Result<Self, Error> {
        let failed = |error: &dyn std::fmt::Display| Error::Connection(error.to_string());
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let mut c = PgConnection::establish(url).map_err(|error| failed(&error))?;
            c.batch_execute(POSTGRES_SETTINGS)?;
            Ok(Self::Pg(c))
        } else if let Some(path) = url.strip_prefix("sqlite:") {
            let mut c = SqliteConnection::establish(path).map_err(|error| failed(&error))?;
            c.batch_execute(SQLITE_PRAGMAS)?;
            Ok(Self::Sqlite(c))
        } else {
            Err(Error::Connection("expected postgres://… or sqlite:FILE".to_owned()))
        }
    }

    /// Whether it cannot begin a transaction any more, because the last one could not be ended.
    pub(crate) fn is_broken(&mut self) -> bool {
        use diesel::r2d2::R2D2Connection;
        on!(self, |c| c.is_broken())
    }

    /// Runs `work` in one transaction, again from the start when it met another one. PostgreSQL
    /// runs it at REPEATABLE READ, SQLite as the only writer.
    pub(crate) fn transaction<T, E>(
        &mut self,
        view: View,
        work: impl Fn(&mut Self) -> Result<T, E>,
    ) -> Result<T, E>
    where
        E: From<Error> + MayRetry,
    {
        let mut tries = 1;
        loop {
            match self.attempt(Purpose::Write, view, &work) {
                Err(error) if tries < TRIES && error.may_retry() => {
                    tries += 1;
                }
                outcome => return outcome,
            }
        }
    }

    /// Runs reading `work` on one state of the database.
    pub(crate) fn snapshot<T, E: From<Error>>(
        &mut self,
        view: View,
        work: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        self.attempt(Purpose::Read, view, work)
    }

    fn attempt<T, E: From<Error>>(
        &mut self,
        purpose: Purpose,
        view: View,
        work: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        dialect::begin(self, purpose, view)?;
        let outcome = work(self).and_then(|value| {
            // A closure that swallowed a failed statement would "commit" nothing on
            // PostgreSQL; any statement now turns that into an error.
            if purpose == Purpose::Write {
                on!(self, |c| c.batch_execute("SELECT 1")).map_err(Error::from)?;
            }
            Ok(value)
        });
        match outcome {
            Ok(value) => {
                on!(self, |c| AnsiTransactionManager::commit_transaction(c))
                    .map_err(Error::from)?;
                Ok(value)
            }
            Err(error) => {
                self.roll_back();
                Err(error)
            }
        }
    }

    /// Runs `work` in one transaction of the installation, once.
    pub(crate) fn once<T, E: From<Error>>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        self.attempt(Purpose::Write, View::Installation, work)
    }

    /// Runs `work` in one transaction that is undone in the end, while nobody else writes (SQLite).
    pub(crate) fn look<T, E: From<Error>>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        dialect::begin(self, Purpose::Write, View::Installation)?;
        let outcome = work(self);
        self.roll_back();
        outcome
    }

    fn roll_back(&mut self) {
        if let Err(error) = on!(self, |c| AnsiTransactionManager::rollback_transaction(c)) {
            tracing::warn!(error = %error, "transaction could not be rolled back");
        }
    }
}

/// What a transaction is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    Read,
    Write,
}

/// Errors of callers may wrap ours; a transaction has to see through them to know whether to
/// begin again.
pub trait MayRetry {
    /// Whether the same transaction may succeed when it is tried again.
    fn may_retry(&self) -> bool;
}

impl MayRetry for Error {
    fn may_retry(&self) -> bool {
        match self {
            Self::Query(diesel::result::Error::DatabaseError(kind, info)) => {
                matches!(kind, DatabaseErrorKind::SerializationFailure)
                    || info.message().contains("deadlock detected")
                    || info.message().contains("database is locked")
            }
            // Two acts of one organization at once: the second goes on behind the first.
            Self::Constraint(Constraint::Raced) => true,
            _ => false,
        }
    }
}
