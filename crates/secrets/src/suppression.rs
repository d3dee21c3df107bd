use aws_lc_rs::hmac;
use domain::OrganizationId;
use domain::id::TypedId;

use crate::encoding::join;

/// Hashes identifiers that must not be stored. Without the key nobody can tell from a hash whose it is,
/// by trying addresses or otherwise; and an identifier has another hash in each organization. Has no
/// `Debug`.
pub struct SuppressionKey(hmac::Key);

impl SuppressionKey {
    /// From 32 random bytes.
    pub fn new(key: &[u8; 32]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, key))
    }

    /// The hash of an identifier of this kind.
    pub fn digest(&self, organization: OrganizationId, kind: &str, text: &str) -> [u8; 32] {
        self.sign(
            "suppression",
            &[organization.uuid().as_bytes(), kind.as_bytes(), text.as_bytes()],
        )
    }

    /// What tells whether a server has this key, and nothing else of it.
    pub fn seal(&self) -> [u8; 32] {
        self.sign("suppression key", &[])
    }

    fn sign(&self, label: &str, parts: &[&[u8]]) -> [u8; 32] {
        let mut digest = [0; 32];
        digest.copy_from_slice(hmac::sign(&self.0, &join(label, parts)).as_ref());
        digest
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Sources;

    #[test]
    fn a_hash_is_of_one_organization_one_kind_and_one_text() {
        let sources = Sources::predictable();
        let (ours, theirs) = (sources.id(), sources.id());
        let key = SuppressionKey::new(&[7; 32]);
        let digest = key.digest(ours, "email", "ada@example.com");
        assert_eq!(key.digest(ours, "email", "ada@example.com"), digest);
        assert_ne!(key.digest(theirs, "email", "ada@example.com"), digest);
        assert_ne!(key.digest(ours, "domain", "ada@example.com"), digest);
        assert_ne!(key.digest(ours, "emaila", "da@example.com"), digest);
        let other = SuppressionKey::new(&[8; 32]);
        assert_ne!(other.digest(ours, "email", "ada@example.com"), digest);
        assert_ne!(other.seal(), key.seal());
    }
}
