//! Where secrets of users and organizations are sealed: a data key for each organization, wrapped by
//! a key that the database does not know.

mod cell;
mod rotate;

use std::sync::{Arc, PoisonError, RwLock};

use db::data_key::WrappedKey;
use db::{Conn, Db};
use domain::{OrganizationId, Sources, Timestamp};
use secrets::{DataKey, KeyEncryption, Owner};
use zeroize::Zeroizing;

pub use cell::Cell;

/// Reads the key-encryption keys; again, when another process has added a version.
pub type LoadKeys = dyn Fn() -> Result<Arc<dyn KeyEncryption>, secrets::Error> + Send + Sync;

/// Why a secret was not sealed or opened.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Database(#[from] db::Error),
    /// The key is missing, or is not the one that sealed.
    #[error("a sealed value: {0}")]
    Secrets(#[from] secrets::Error),
    /// The data key that sealed a value is not there any more.
    #[error("the data key of a sealed value is gone")]
    Gone,
}

impl db::MayRetry for Error {
    fn may_retry(&self) -> bool {
        matches!(self, Self::Database(error) if error.may_retry())
    }
}

/// What a function of this room answers.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Seals and opens. Has no `Debug`, so that it cannot be printed.
#[derive(Clone)]
pub struct Vault {
    load: Arc<LoadKeys>,
    keys: Arc<RwLock<Arc<dyn KeyEncryption>>>,
    sources: Sources,
}

impl Vault {
    /// Reads the keys for the first time.
    ///
    /// # Errors
    /// The keys cannot be read.
    pub fn open(load: Arc<LoadKeys>, sources: Sources) -> Result<Self, secrets::Error> {
        let keys = Arc::new(RwLock::new(load()?));
        Ok(Self { load, keys, sources })
    }

    /// Seals a value for its place, under the organization's newest data key, whose version it tells.
    ///
    /// # Errors
    /// A key does not open, or the database failed.
    pub fn seal(
        &self,
        conn: &mut Conn,
        cell: Cell<'_>,
        plain: &[u8],
        now: Timestamp,
    ) -> Result<(Vec<u8>, i64)> {
        let (key, version) = self.newest(conn, cell.organization, now)?;
        Ok((key.seal(&cell.place(version), plain, &self.sources), version))
    }

    /// Opens a value at its place, with the data key of this version.
    ///
    /// # Errors
    /// It was sealed elsewhere or changed, a key is missing, or the database failed.
    pub fn unseal(
        &self,
        conn: &mut Conn,
        cell: Cell<'_>,
        (sealed, version): (&[u8], i64),
    ) -> Result<Zeroizing<Vec<u8>>> {
        let wrapped = db::data_key::find(conn, cell.organization, Some(version))?;
        let wrapped = wrapped.ok_or(Error::Gone)?;
        Ok(self.unwrap(&wrapped)?.open(&cell.place(version), sealed)?)
    }

    /// Opens every data key, as a server should before it serves.
    ///
    /// # Errors
    /// A key does not open, or the database failed.
    pub fn check(&self, db: &Db) -> std::io::Result<()> {
        let open = || {
            let keys = db.read_now(db::data_key::all)?;
            keys.iter().try_for_each(|wrapped| self.unwrap(wrapped).map(drop))
        };
        open().map_err(|error: Error| std::io::Error::other(error.to_string()))
    }

    fn keys(&self) -> Arc<dyn KeyEncryption> {
        self.keys.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn load_again(&self) -> Result<()> {
        let fresh = (self.load)()?;
        *self.keys.write().unwrap_or_else(PoisonError::into_inner) = fresh;
        Ok(())
    }

    fn unwrap(&self, wrapped: &WrappedKey) -> Result<DataKey> {
        let owner = Owner { organization: wrapped.organization, data_key_version: wrapped.version };
        let sealed = secrets::WrappedKey {
            key_version: wrapped.wrapped_by,
            sealed: wrapped.wrapped.clone(),
        };
        match self.keys().open_key(owner, &sealed) {
            Err(secrets::Error::MissingVersion(_)) => {
                self.load_again()?;
                Ok(self.keys().open_key(owner, &sealed)?)
            }
            outcome => Ok(outcome?),
        }
    }

    /// The newest data key of an organization; the first one is made when it is needed.
    fn newest(
        &self,
        conn: &mut Conn,
        organization: OrganizationId,
        now: Timestamp,
    ) -> Result<(DataKey, i64)> {
        match db::data_key::find(conn, organization, None)? {
            Some(wrapped) => Ok((self.unwrap(&wrapped)?, wrapped.version)),
            None => Ok((self.make(conn, organization, 1, now)?, 1)),
        }
    }

    fn make(
        &self,
        conn: &mut Conn,
        organization: OrganizationId,
        version: i64,
        now: Timestamp,
    ) -> Result<DataKey> {
        let key = DataKey::generate(&self.sources);
        let wrapped = self.wrap((organization, version), &key)?;
        db::data_key::create(conn, &wrapped, now)?;
        Ok(key)
    }

    fn wrap(
        &self,
        (organization, version): (OrganizationId, i64),
        key: &DataKey,
    ) -> Result<WrappedKey> {
        let owner = Owner { organization, data_key_version: version };
        let sealed = self.keys().wrap(owner, key, &self.sources)?;
        let (wrapped, wrapped_by) = (sealed.sealed, sealed.key_version);
        Ok(WrappedKey { organization, version, wrapped, wrapped_by })
    }
}
