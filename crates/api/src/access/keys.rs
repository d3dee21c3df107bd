use aws_lc_rs::hmac;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use jsonwebtoken::{DecodingKey, EncodingKey};

use super::verified::Verified;

/// A key that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("the key {0} is not usable")]
pub struct KeyError(&'static str);

/// The secrets that sign and recognise tokens. Has no `Debug`, so that it cannot be printed.
pub struct Keys {
    pub(super) signing: EncodingKey,
    pub(super) verifying: DecodingKey,
    pub(super) refresh: hmac::Key,
    pub(super) verified: Verified,
}

impl Keys {
    /// `signing` is an Ed25519 key as PKCS #8; `refresh` are 32 random bytes.
    ///
    /// # Errors
    /// Names the key that cannot be used.
    pub fn new(signing: &[u8], refresh: &[u8]) -> Result<Self, KeyError> {
        let pair = Ed25519KeyPair::from_pkcs8(signing).map_err(|_| KeyError("signing"))?;
        if refresh.len() != 32 {
            return Err(KeyError("refresh"));
        }
        Ok(Self {
            signing: EncodingKey::from_ed_der(signing),
            verifying: DecodingKey::from_ed_der(pair.public_key().as_ref()),
            refresh: hmac::Key::new(hmac::HMAC_SHA256, refresh),
            verified: Verified::default(),
        })
    }
}

/// All secrets of a process. Has no `Debug`, so that it cannot be printed.
pub struct Secrets {
    /// Signs access tokens and recognises refresh tokens.
    pub keys: Keys,
    /// Makes the links of mails.
    pub links: std::sync::Arc<secrets::LinkKeys>,
    /// Names and seals what is remembered of requests.
    pub replay: secrets::ReplayKeys,
    /// Seals the heads of audit logs.
    pub head: std::sync::Arc<secrets::HeadKey>,
    /// Hashes what must not be stored.
    pub suppression: std::sync::Arc<secrets::SuppressionKey>,
    /// Seals the secrets of users and organizations.
    pub vault: super::Vault,
}
