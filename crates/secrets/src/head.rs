use aws_lc_rs::hmac;
use domain::OrganizationId;
use domain::id::TypedId;

use crate::encoding::join;

/// Seals the head of an audit log. The log is a chain of hashes, so whoever can write to the
/// database could cut its end off or make it anew; the seal of its last entry needs a key that
/// is not there. Has no `Debug`.
pub struct HeadKey(hmac::Key);

impl HeadKey {
    /// From 32 random bytes.
    pub fn new(key: &[u8; 32]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, key))
    }

    /// The seal of an organization's last entry: its number and its hash.
    pub fn seal(&self, organization: OrganizationId, seq: u64, hash: &[u8; 32]) -> [u8; 32] {
        let mut seal = [0; 32];
        seal.copy_from_slice(hmac::sign(&self.0, &message(organization, seq, hash)).as_ref());
        seal
    }
}

fn message(organization: OrganizationId, seq: u64, hash: &[u8; 32]) -> Vec<u8> {
    join("audit head", &[organization.uuid().as_bytes(), &seq.to_be_bytes(), hash])
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Sources;

    #[test]
    fn a_seal_is_of_one_log_one_number_and_one_hash() {
        let sources = Sources::predictable();
        let (ours, theirs) = (sources.id(), sources.id());
        let key = HeadKey::new(&[7; 32]);
        let seal = key.seal(ours, 5, &[1; 32]);
        assert_eq!(key.seal(ours, 5, &[1; 32]), seal);
        assert_ne!(key.seal(theirs, 5, &[1; 32]), seal);
        assert_ne!(key.seal(ours, 4, &[1; 32]), seal);
        assert_ne!(key.seal(ours, 5, &[2; 32]), seal);
        assert_ne!(HeadKey::new(&[8; 32]).seal(ours, 5, &[1; 32]), seal);
    }
}
