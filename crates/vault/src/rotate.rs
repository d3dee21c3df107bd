//! Other keys for the same secrets.

use std::collections::BTreeSet;

use db::{Conn, Db};
use domain::{OrganizationId, Timestamp, UserId, partition};

use crate::{Cell, Result, Vault};

impl Vault {
    /// Wraps every data key under the newest key-encryption key, makes a new data key for each owner of
    /// secrets, and seals all secrets anew under it. Answers how many keys and secrets. May be cut off
    /// and begun again.
    ///
    /// # Errors
    /// A key or a secret does not open, or the database failed; what was done until then holds.
    pub fn rotate(&self, db: &Db) -> std::io::Result<(usize, usize)> {
        self.rotated(db).map_err(|error| std::io::Error::other(error.to_string()))
    }

    fn rotated(&self, db: &Db) -> Result<(usize, usize)> {
        self.load_again()?;
        let keys = db.read_now(db::data_key::all)?;
        for wrapped in &keys {
            let key = self.unwrap(wrapped)?;
            let wrapped = self.wrap((wrapped.organization, wrapped.version), &key)?;
            db.write_now(|c| db::data_key::rewrap(c, &wrapped))?;
        }
        let owners: BTreeSet<OrganizationId> = keys.iter().map(|key| key.organization).collect();
        let mut secrets = 0;
        for owner in owners {
            let versions = keys.iter().filter(|key| key.organization == owner);
            let versions: Vec<i64> = versions.map(|key| key.version).collect();
            secrets += self.renew(db, owner, &versions)?;
        }
        Ok((keys.len(), secrets))
    }

    /// Gives an owner a new data key; `versions` are those that it has, the newest last.
    fn renew(&self, db: &Db, owner: OrganizationId, versions: &[i64]) -> Result<usize> {
        let now = self.sources.now();
        let last = versions.last().copied().unwrap_or_default();
        let version = last + 1;
        db.write_now(|c| self.make(c, owner, version, now).map(drop))?;
        let secrets = if owner == partition::directory() {
            let users = db.read_now(|c| db::account::factors(c, version))?;
            for &user in &users {
                db.write_now(|c| self.reseal_factor(c, user, now))?;
            }
            users.len()
        } else {
            db.write_now(|c| self.reseal_connection(c, owner, now))?
        };
        // The one that was newest until now stays until the next rotation: a secret may have been
        // sealed under it while this one went on.
        for &old in versions.iter().filter(|old| **old < last) {
            db.write_now(|c| db::data_key::delete(c, owner, old))?;
        }
        Ok(secrets)
    }

    fn reseal_factor(&self, conn: &mut Conn, user: UserId, now: Timestamp) -> Result<()> {
        let Some(factor) = db::account::factor(conn, user)? else { return Ok(()) };
        let row = user.to_string();
        let cell = Cell::of_factor(&row);
        let secret = self.unseal(conn, cell, (&factor.sealed, factor.key_version))?;
        let (sealed, version) = self.seal(conn, cell, &secret, now)?;
        Ok(db::account::reseal_factor(conn, user, &factor, &sealed, version)?)
    }

    /// Seals the tokens of a connection anew; answers how many.
    fn reseal_connection(
        &self,
        conn: &mut Conn,
        owner: OrganizationId,
        now: Timestamp,
    ) -> Result<usize> {
        let Some((id, tokens)) = db::crm::connection::tokens_of(conn, owner)? else { return Ok(0) };
        let row = id.to_string();
        let mut again = tokens.clone();
        for (column, sealed) in
            [("access_token", &mut again.access), ("refresh_token", &mut again.refresh)]
        {
            let cell = Cell::of_connection(owner, column, &row);
            let plain = self.unseal(conn, cell, (sealed, tokens.key_version))?;
            (*sealed, again.key_version) = self.seal(conn, cell, &plain, now)?;
        }
        db::crm::connection::reseal(conn, owner, &again)?;
        Ok(2)
    }
}
