use aws_lc_rs::hmac;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use domain::UserId;
use domain::id::TypedId;
use secrecy::SecretString;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::encoding::join;
use crate::recovery::normalize;

/// What a token is for; one of another purpose is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To confirm an address.
    VerifyEmail,
    /// To set a new password.
    ResetPassword,
    /// To join an organization.
    Invitation,
}

impl Purpose {
    const fn word(self) -> &'static str {
        match self {
            Self::VerifyEmail => "verify email",
            Self::ResetPassword => "reset password",
            Self::Invitation => "invitation",
        }
    }
}

/// Makes and reads the tokens of links that are mailed. A token is computed from an id, so
/// nothing that opens anything is stored; whether the id still stands for something, and until
/// when, is the database's to say. Has no `Debug`.
pub struct LinkKeys(hmac::Key);

/// Bytes of an id, and of an id with its proof; the latter are 64 characters in base64.
const ID: usize = 16;
const TOKEN: usize = ID + 32;

impl LinkKeys {
    /// From 32 random bytes.
    pub fn new(key: &[u8; 32]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, key))
    }

    /// The token of an id: 64 characters of `A-Z a-z 0-9 - _`, with 256 bits that prove it.
    pub fn token(&self, purpose: Purpose, id: Uuid) -> SecretString {
        let mut bytes = Zeroizing::new([0; TOKEN]);
        bytes[..ID].copy_from_slice(id.as_bytes());
        bytes[ID..].copy_from_slice(hmac::sign(&self.0, &message(purpose, id)).as_ref());
        BASE64_URL_SAFE_NO_PAD.encode(*bytes).into()
    }

    /// The id of a token; none if it was not made here, or for something else. Takes the same
    /// time whichever byte is wrong.
    pub fn read(&self, purpose: Purpose, text: &str) -> Option<Uuid> {
        let bytes = Zeroizing::new(BASE64_URL_SAFE_NO_PAD.decode(text).ok()?);
        let (id, proof) = bytes.split_at_checked(ID)?;
        let id = Uuid::from_slice(id).ok()?;
        hmac::verify(&self.0, &message(purpose, id), proof).is_ok().then_some(id)
    }

    /// What is stored of a recovery code. Without the key it cannot be guessed from the table.
    pub fn recovery_hash(&self, user: UserId, code: &str) -> [u8; 32] {
        let code = Zeroizing::new(normalize(code));
        let message = join("recovery code", &[user.uuid().as_bytes(), code.as_bytes()]);
        let mut hash = [0; 32];
        hash.copy_from_slice(hmac::sign(&self.0, &Zeroizing::new(message)).as_ref());
        hash
    }
}

fn message(purpose: Purpose, id: Uuid) -> Vec<u8> {
    join("link", &[purpose.word().as_bytes(), id.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use secrecy::ExposeSecret;

    const ALL: [Purpose; 3] = [Purpose::VerifyEmail, Purpose::ResetPassword, Purpose::Invitation];

    fn keys() -> LinkKeys {
        LinkKeys::new(&[7; 32])
    }

    proptest! {
        #[test]
        fn a_token_is_read_for_its_purpose_only(id in any::<u128>()) {
            let id = Uuid::from_u128(id);
            for purpose in ALL {
                let token = keys().token(purpose, id);
                let text = token.expose_secret();
                prop_assert_eq!(text.len(), 64);
                prop_assert!(text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b)));
                for other in ALL {
                    let expected = (purpose == other).then_some(id);
                    prop_assert_eq!(keys().read(other, text), expected);
                }
                prop_assert_eq!(LinkKeys::new(&[8; 32]).read(purpose, text), None);
            }
        }

        #[test]
        fn any_other_text_is_refused(text in "[A-Za-z0-9_-]{0,80}") {
            prop_assert_eq!(keys().read(Purpose::Invitation, &text), None);
        }
    }

    #[test]
    fn every_mutation_of_a_token_is_refused() {
        let token = keys().token(Purpose::ResetPassword, Uuid::from_u128(42));
        let text = token.expose_secret();
        for at in 0..text.len() {
            for replacement in ["A", "b", "9", "_", "=", "", "AA", "ä"] {
                let changed = format!("{}{replacement}{}", &text[..at], &text[at + 1..]);
                if changed != text {
                    assert_eq!(keys().read(Purpose::ResetPassword, &changed), None, "{at}");
                }
            }
            assert_eq!(keys().read(Purpose::ResetPassword, &text[..at]), None, "{at}");
        }
    }

    #[test]
    fn a_recovery_hash_is_of_one_user_and_one_code() {
        let [ann, bob] = [1, 2].map(|n| UserId::from_uuid(Uuid::from_u128(n)));
        let hash = keys().recovery_hash(ann, "abcde-fgh10");
        assert_eq!(keys().recovery_hash(ann, " ABCDE fghIO "), hash);
        assert_ne!(keys().recovery_hash(bob, "abcde-fgh10"), hash);
        assert_ne!(keys().recovery_hash(ann, "abcde-fgh11"), hash);
        assert_ne!(LinkKeys::new(&[8; 32]).recovery_hash(ann, "abcde-fgh10"), hash);
    }
}
