use aws_lc_rs::{hkdf, hmac};
use domain::Sources;
use zeroize::Zeroizing;

use crate::encoding::join;
use crate::{Error, seal};

/// Keys for stored answers that are replayed when a request is sent again. An answer is sealed
/// with a key that takes both the server's key and the client's `Idempotency-Key`, which is not
/// stored: the table alone opens nothing, and neither does the table with the server's key.
/// Has no `Debug`.
pub struct ReplayKeys {
    naming: hmac::Key,
    sealing: hkdf::Prk,
}

/// The length of a derived key.
struct KeyLength;

impl hkdf::KeyType for KeyLength {
    fn len(&self) -> usize {
        32
    }
}

impl ReplayKeys {
    /// From 32 random bytes.
    pub fn new(key: &[u8; 32]) -> Self {
        Self {
            naming: hmac::Key::new(hmac::HMAC_SHA256, key),
            sealing: hkdf::Salt::new(hkdf::HKDF_SHA256, b"stored answers").extract(key),
        }
    }

    /// The name under which an answer is stored: one for each list of parts (organization,
    /// principal, route, the client's key), and none of them can be read from it.
    pub fn name(&self, parts: &[&str]) -> [u8; 32] {
        let parts: Vec<&[u8]> = parts.iter().map(|part| part.as_bytes()).collect();
        let message = Zeroizing::new(join("stored answer", &parts));
        let mut name = [0; 32];
        name.copy_from_slice(hmac::sign(&self.naming, &message).as_ref());
        name
    }

    /// Seals an answer: 29 bytes more than `plain`.
    pub fn seal(
        &self,
        client_key: &str,
        name: &[u8; 32],
        plain: &[u8],
        sources: &Sources,
    ) -> Vec<u8> {
        seal::seal(&self.derive(client_key, name), name, plain, sources)
    }

    /// Opens an answer.
    ///
    /// # Errors
    /// [`Error::DoesNotOpen`], if a bit of it was changed, or the client's key or the name is
    /// another one.
    pub fn open(
        &self,
        client_key: &str,
        name: &[u8; 32],
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, Error> {
        seal::open(&self.derive(client_key, name), name, sealed)
    }

    fn derive(&self, client_key: &str, name: &[u8; 32]) -> Zeroizing<[u8; 32]> {
        let info = Zeroizing::new(join("answer key", &[client_key.as_bytes(), name]));
        let mut key = Zeroizing::new([0; 32]);
        let filled = self.sealing.expand(&[&info], KeyLength).and_then(|okm| okm.fill(&mut *key));
        // HKDF gives up to 255 × 32 bytes (RFC 5869, section 2.3).
        assert!(filled.is_ok(), "HKDF gives 32 bytes");
        key
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn keys() -> ReplayKeys {
        ReplayKeys::new(&[7; 32])
    }

    proptest! {
        #[test]
        fn an_answer_opens_with_the_clients_key_only(
            client in "[a-z0-9-]{1,40}",
            other in "[a-z0-9-]{1,40}",
            plain in any::<Vec<u8>>(),
        ) {
            let name = keys().name(&["org", "user", "POST /contacts", &client]);
            let sealed = keys().seal(&client, &name, &plain, &Sources::predictable());
            prop_assert_eq!(&*keys().open(&client, &name, &sealed).unwrap(), &plain);
            prop_assert_eq!(keys().open(&other, &name, &sealed).is_ok(), client == other);
            let elsewhere = keys().name(&["org", "user", "POST /imports", &client]);
            prop_assert!(keys().open(&client, &elsewhere, &sealed).is_err());
            prop_assert!(ReplayKeys::new(&[8; 32]).open(&client, &name, &sealed).is_err());
        }

        #[test]
        fn a_changed_answer_does_not_open(at in any::<prop::sample::Index>()) {
            let name = keys().name(&["a"]);
            let mut sealed = keys().seal("key", &name, b"answer", &Sources::predictable());
            let at = at.index(sealed.len());
            sealed[at] ^= 1;
            prop_assert!(matches!(keys().open("key", &name, &sealed), Err(Error::DoesNotOpen)));
        }

        #[test]
        fn names_differ_where_parts_differ(one in any::<Vec<String>>(), two in any::<Vec<String>>()) {
            let [a, b] = [&one, &two].map(|parts| {
                keys().name(&parts.iter().map(String::as_str).collect::<Vec<_>>())
            });
            prop_assert_eq!(a == b, one == two);
        }
    }

    #[test]
    fn parts_cannot_be_shifted() {
        assert_ne!(keys().name(&["ab", "c"]), keys().name(&["a", "bc"]));
        assert_ne!(keys().name(&["a"]), keys().name(&["a", ""]));
        assert_ne!(keys().name(&["a"]), ReplayKeys::new(&[8; 32]).name(&["a"]));
    }
}
