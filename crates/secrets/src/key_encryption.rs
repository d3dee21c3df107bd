use domain::{OrganizationId, Sources};

use crate::{DataKey, Error};

/// Whose data key it is. A wrapped key opens for its owner only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owner {
    pub organization: OrganizationId,
    /// The version of the data key, counted from 1 for each organization.
    pub data_key_version: i64,
}

/// A data key as it is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct WrappedKey {
    /// The version of the key-encryption key that wraps it.
    pub key_version: i64,
    /// 61 bytes that only this version opens.
    pub sealed: Vec<u8>,
}

/// Wraps data keys with a key-encryption key, which has versions: the newest wraps, all open.
pub trait KeyEncryption: Send + Sync {
    /// The version that wraps. Keys under an older one should be wrapped anew.
    fn newest(&self) -> i64;

    /// Wraps a data key under the newest version.
    ///
    /// # Errors
    /// What kept a key service from it; keys in memory never fail.
    fn wrap(&self, owner: Owner, key: &DataKey, sources: &Sources) -> Result<WrappedKey, Error>;

    /// Opens a wrapped key.
    ///
    /// # Errors
    /// [`Error::MissingVersion`], or [`Error::DoesNotOpen`] if it is another owner's or was
    /// changed.
    fn open_key(&self, owner: Owner, wrapped: &WrappedKey) -> Result<DataKey, Error>;
}
