//! Where secrets of users and organizations are sealed: a data key for each organization, wrapped by
//! a key that the database does not know.

use std::sync::{Arc, PoisonError, RwLock};

use db::data_key::WrappedKey;
use db::{Conn, Db};
use domain::{OrganizationId, Sources, Timestamp, UserId, partition};
use secrets::{DataKey, KeyEncryption, Owner, Place};
use zeroize::Zeroizing;

use crate::http::{Answer, Refusal};

/// Reads the key-encryption keys; again, when another process has added a version.
pub type LoadKeys = dyn Fn() -> Result<Arc<dyn KeyEncryption>, secrets::Error> + Send + Sync;

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

    fn keys(&self) -> Arc<dyn KeyEncryption> {
        self.keys.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn unwrap(&self, wrapped: &WrappedKey) -> Answer<DataKey> {
        let owner = Owner { organization: wrapped.organization, data_key_version: wrapped.version };
        let sealed = secrets::WrappedKey {
            key_version: wrapped.wrapped_by,
            sealed: wrapped.wrapped.clone(),
        };
        match self.keys().open_key(owner, &sealed) {
            Err(secrets::Error::MissingVersion(_)) => {
                let fresh = (self.load)().map_err(Refusal::internal)?;
                *self.keys.write().unwrap_or_else(PoisonError::into_inner) = fresh.clone();
                fresh.open_key(owner, &sealed).map_err(Refusal::internal)
            }
            outcome => outcome.map_err(Refusal::internal),
        }
    }

    /// The newest data key of an organization; the first one is made when it is needed.
    fn newest(
        &self,
        conn: &mut Conn,
        organization: OrganizationId,
        now: Timestamp,
    ) -> Answer<(DataKey, i64)> {
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
    ) -> Answer<DataKey> {
        let key = DataKey::generate(&self.sources);
        let owner = Owner { organization, data_key_version: version };
        let sealed = self.keys().wrap(owner, &key, &self.sources).map_err(Refusal::internal)?;
        let wrapped = WrappedKey {
            organization,
            version,
            wrapped: sealed.sealed,
            wrapped_by: sealed.key_version,
        };
        db::data_key::create(conn, &wrapped, now)?;
        Ok(key)
    }

    /// Seals the secret of a user's second factor, and tells the version of the key.
    pub(crate) fn seal_factor(
        &self,
        conn: &mut Conn,
        user: UserId,
        secret: &[u8],
        now: Timestamp,
    ) -> Answer<(Vec<u8>, i64)> {
        let (key, version) = self.newest(conn, partition::directory(), now)?;
        let row = user.to_string();
        Ok((key.seal(&factor_place(&row, version), secret, &self.sources), version))
    }

    /// Opens the secret of a user's second factor.
    pub(crate) fn open_factor(
        &self,
        conn: &mut Conn,
        user: UserId,
        factor: &db::account::Factor,
    ) -> Answer<Zeroizing<Vec<u8>>> {
        let version = Some(factor.key_version);
        let wrapped = db::data_key::find(conn, partition::directory(), version)?
            .ok_or_else(|| Refusal::internal("the data key of a second factor is gone"))?;
        let row = user.to_string();
        self.unwrap(&wrapped)?
            .open(&factor_place(&row, factor.key_version), &factor.sealed)
            .map_err(Refusal::internal)
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
        open().map_err(|refusal: Refusal| {
            std::io::Error::other(refusal.cause().unwrap_or("a data key does not open").to_owned())
        })
    }

    /// Wraps every data key under the newest key-encryption key, makes a new data key, and seals all
    /// secrets anew under it. Answers how many keys and secrets. May be cut off and begun again.
    ///
    /// # Errors
    /// A key or a secret does not open, or the database failed; what was done until then holds.
    pub fn rotate(&self, db: &Db) -> std::io::Result<(usize, usize)> {
        self.rotated(db).map_err(|refusal| {
            std::io::Error::other(refusal.cause().unwrap_or("rotation failed").to_owned())
        })
    }

    fn rotated(&self, db: &Db) -> Answer<(usize, usize)> {
        let fresh = (self.load)().map_err(Refusal::internal)?;
        *self.keys.write().unwrap_or_else(PoisonError::into_inner) = fresh;
        let now = self.sources.now();
        let home = partition::directory();
        let keys = db.read_now(db::data_key::all)?;
        for wrapped in &keys {
            let key = self.unwrap(wrapped)?;
            let (organization, version) = (wrapped.organization, wrapped.version);
            let owner = Owner { organization, data_key_version: version };
            let sealed = self.keys().wrap(owner, &key, &self.sources).map_err(Refusal::internal)?;
            let wrapped = WrappedKey {
                organization,
                version,
                wrapped: sealed.sealed,
                wrapped_by: sealed.key_version,
            };
            db.write_now(|c| db::data_key::rewrap(c, &wrapped))?;
        }
        let Some(last) = keys.iter().rfind(|key| key.organization == home) else {
            return Ok((keys.len(), 0));
        };
        let version = last.version + 1;
        db.write_now(|c| self.make(c, home, version, now).map(drop))?;
        let users = db.read_now(|c| db::account::factors(c, version))?;
        for &user in &users {
            db.write_now(|c| self.reseal(c, user, now))?;
        }
        // The one that was newest until now stays until the next rotation: a factor may have been
        // sealed under it while this one went on.
        for old in keys.iter().filter(|key| key.organization == home && key.version < last.version)
        {
            db.write_now(|c| db::data_key::delete(c, home, old.version))?;
        }
        Ok((keys.len(), users.len()))
    }

    fn reseal(&self, conn: &mut Conn, user: UserId, now: Timestamp) -> Answer<()> {
        let Some(factor) = db::account::factor(conn, user)? else { return Ok(()) };
        let secret = self.open_factor(conn, user, &factor)?;
        let (sealed, version) = self.seal_factor(conn, user, &secret, now)?;
        Ok(db::account::reseal_factor(conn, user, &factor, &sealed, version)?)
    }
}

/// A user may belong to several organizations, so the installation's own key seals their factor.
fn factor_place(row: &str, version: i64) -> Place<'_> {
    Place {
        organization: partition::directory(),
        table: "users",
        column: "totp_secret",
        row,
        version,
    }
}
