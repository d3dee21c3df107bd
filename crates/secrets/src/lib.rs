//! What the product keeps secret, and how: envelope encryption, one-time links, API keys,
//! recovery codes, stored answers and the sealed head of an audit log.
//!
//! Every key has one use, named in a label that enters each computation, so that what one key
//! made is worth nothing elsewhere. Nothing that holds a secret can be printed or serialised.
//! The only files this crate touches are key files: that of [`FileKeys`], and what [`create_once`] is
//! given.

mod api_key;
mod data_key;
mod encoding;
mod environment_keys;
mod error;
mod file_keys;
mod head;
mod key_encryption;
mod link;
mod once;
mod recovery;
mod replay;
mod ring;
mod seal;
mod suppression;

pub use api_key::ApiKeySecret;
pub use data_key::{DataKey, Place};
pub use environment_keys::EnvironmentKeys;
pub use error::Error;
pub use file_keys::FileKeys;
pub use head::HeadKey;
pub use key_encryption::{KeyEncryption, Owner, WrappedKey};
pub use link::{LinkKeys, Purpose};
pub use once::create_once;
pub use recovery::{normalize, recovery_codes};
pub use replay::ReplayKeys;
pub use suppression::SuppressionKey;
