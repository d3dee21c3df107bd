//! Versions of a key-encryption key in memory.

use std::collections::BTreeMap;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use domain::Sources;
use domain::id::TypedId;
use zeroize::Zeroizing;

use crate::encoding::join;
use crate::{DataKey, Error, Owner, WrappedKey, seal};

/// At least one version; the highest number is the newest.
pub(crate) struct Ring {
    newest: i64,
    keys: BTreeMap<i64, Zeroizing<[u8; 32]>>,
}

/// One key as it was given; the problem, if there is one, names no byte of it.
pub(crate) fn read_key(version: i64, text: &str) -> Result<Zeroizing<[u8; 32]>, String> {
    let bytes = Zeroizing::new(BASE64_STANDARD.decode(text).map_err(|_| {
        format!("version {version} is not base64; make a key with `openssl rand -base64 32`")
    })?);
    let key = <[u8; 32]>::try_from(bytes.as_slice()).map_err(|_| {
        format!(
            "version {version} has {} bytes and 32 are expected; make a key with \
             `openssl rand -base64 32`",
            bytes.len()
        )
    })?;
    Ok(Zeroizing::new(key))
}

impl Ring {
    /// Checks that there is a version, none twice, and no key under two versions.
    pub(crate) fn new(given: Vec<(i64, Zeroizing<[u8; 32]>)>) -> Result<Self, String> {
        let newest = given.iter().map(|(version, _)| *version).max();
        let newest = newest.ok_or("there is no key; at least version 1 is expected")?;
        let mut keys = BTreeMap::new();
        for (version, key) in given {
            if version < 1 {
                return Err(format!("version {version}: versions count from 1"));
            }
            let twin = keys.iter().find(|(_, other)| **other == key);
            if let Some((twin, _)) = twin {
                return Err(format!("versions {twin} and {version} are the same key"));
            }
            if keys.insert(version, key).is_some() {
                return Err(format!("version {version} is given twice"));
            }
        }
        Ok(Self { newest, keys })
    }

    pub(crate) fn newest(&self) -> i64 {
        self.newest
    }

    pub(crate) fn wrap(
        &self,
        owner: Owner,
        key: &DataKey,
        sources: &Sources,
    ) -> Result<WrappedKey, Error> {
        let version = self.newest;
        let sealed = seal::seal(self.key(version)?, &context(owner, version), key.bytes(), sources);
        Ok(WrappedKey { key_version: version, sealed })
    }

    pub(crate) fn open(&self, owner: Owner, wrapped: &WrappedKey) -> Result<DataKey, Error> {
        let version = wrapped.key_version;
        let bytes = seal::open(self.key(version)?, &context(owner, version), &wrapped.sealed)?;
        DataKey::from_bytes(&bytes)
    }

    fn key(&self, version: i64) -> Result<&[u8; 32], Error> {
        self.keys.get(&version).map(|key| &**key).ok_or(Error::MissingVersion(version))
    }
}

fn context(owner: Owner, key_version: i64) -> Vec<u8> {
    join(
        "data key",
        &[
            owner.organization.uuid().as_bytes(),
            &owner.data_key_version.to_be_bytes(),
            &key_version.to_be_bytes(),
        ],
    )
}
