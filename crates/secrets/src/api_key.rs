use aws_lc_rs::digest;
use domain::Sources;
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

/// What makes a key recognisable in a log, a repository or a mail.
const PREFIX: &str = "bck_";
/// 62^43 is just above 2^256, and 62^6 above 2^32.
const RANDOM: usize = 43;
const CHECK: usize = 6;
const LENGTH: usize = PREFIX.len() + RANDOM + CHECK;
const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// The secret of an API key: `bck_`, 43 characters for 256 random bits, and six that check what
/// stands before them (CRC-32), so that a mistyped key is refused without a look into the
/// database. Has no `Debug`.
pub struct ApiKeySecret(SecretString);

impl ApiKeySecret {
    /// A new secret.
    pub fn generate(sources: &Sources) -> Self {
        let mut number = Zeroizing::new(sources.bytes::<32>());
        let mut text = Zeroizing::new(String::with_capacity(LENGTH));
        text.push_str(PREFIX);
        write_base62(&mut *number, RANDOM, &mut text);
        let check = check(&text);
        text.push_str(&check);
        Self(text.as_str().into())
    }

    /// Reads a secret; none if prefix, length, alphabet or check is wrong.
    pub fn parse(text: &str) -> Option<Self> {
        let good = text.len() == LENGTH
            && text.strip_prefix(PREFIX)?.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && text[LENGTH - CHECK..] == check(&text[..LENGTH - CHECK]);
        good.then(|| Self(text.into()))
    }

    /// SHA-256 of the text: what is stored and looked up. 256 random bits need no slow hash.
    pub fn hash(&self) -> [u8; 32] {
        let mut hash = [0; 32];
        let digest = digest::digest(&digest::SHA256, self.expose().as_bytes());
        hash.copy_from_slice(digest.as_ref());
        hash
    }

    /// The beginning, by which people tell keys apart: `bck_` and six characters.
    pub fn prefix(&self) -> String {
        self.expose().chars().take(PREFIX.len() + 6).collect()
    }

    /// The whole text, to be shown once.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

fn check(text: &str) -> String {
    let mut digits = String::with_capacity(CHECK);
    write_base62(&mut crc32fast::hash(text.as_bytes()).to_be_bytes(), CHECK, &mut digits);
    digits
}

/// Writes a big-endian number with `digits` digits, the lowest first, and leaves it at zero.
fn write_base62(number: &mut [u8], digits: usize, text: &mut String) {
    for _ in 0..digits {
        let mut rest = 0;
        for byte in number.iter_mut() {
            let value = rest * 256 + usize::from(*byte);
            // A rest below 62 makes the quotient fit.
            *byte = u8::try_from(value / 62).unwrap_or_default();
            rest = value % 62;
        }
        text.push(char::from(ALPHABET[rest]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn secret(random: [u8; 32]) -> ApiKeySecret {
        let random = move |buffer: &mut [u8]| buffer.copy_from_slice(&random);
        ApiKeySecret::generate(&Sources::new(|| domain::Timestamp::from_micros(0), random))
    }

    /// The number behind the 43 characters.
    fn number(secret: &ApiKeySecret) -> [u8; 32] {
        let mut bytes = [0_u8; 33];
        for digit in secret.expose()[4..47].bytes().rev() {
            let mut carry = ALPHABET.iter().position(|&c| c == digit).unwrap();
            for byte in bytes.iter_mut().rev() {
                let value = usize::from(*byte) * 62 + carry;
                *byte = u8::try_from(value % 256).unwrap();
                carry = value / 256;
            }
        }
        bytes[1..].try_into().unwrap()
    }

    proptest! {
        #[test]
        fn all_256_bits_are_in_the_text(random in any::<[u8; 32]>()) {
            let secret = secret(random);
            prop_assert_eq!(secret.expose().len(), 53);
            prop_assert_eq!(number(&secret), random);
            let again = ApiKeySecret::parse(secret.expose()).unwrap();
            prop_assert_eq!(again.hash(), secret.hash());
            prop_assert_eq!(again.prefix(), &secret.expose()[..10]);
        }

        #[test]
        fn one_changed_character_is_refused(random in any::<[u8; 32]>(), at in 0..53_usize, with in "[0-9A-Za-z_ ]") {
            let secret = secret(random);
            let mut text = secret.expose().to_owned();
            text.replace_range(at..=at, &with);
            prop_assert_eq!(ApiKeySecret::parse(&text).is_some(), text == secret.expose());
        }

        #[test]
        fn any_other_text_is_refused(text in "(bck_)?.{0,60}") {
            prop_assert!(ApiKeySecret::parse(&text).is_none());
        }
    }

    #[test]
    fn extremes_have_their_length() {
        assert_eq!(secret([0; 32]).expose()[..47], format!("bck_{}", "0".repeat(43)));
        assert_eq!(number(&secret([255; 32])), [255; 32]);
    }

    #[test]
    fn the_check_is_the_common_crc_32() {
        // The check value of CRC-32/ISO-HDLC in the catalogue of CRC algorithms.
        assert_eq!(crc32fast::hash(b"123456789"), 0xcbf4_3926);
        let text = secret([1; 32]);
        for length in [0, 4, 47, 52] {
            assert!(ApiKeySecret::parse(&text.expose()[..length]).is_none());
        }
        assert!(ApiKeySecret::parse(&format!("{} ", text.expose())).is_none());
        assert!(ApiKeySecret::parse(&text.expose().replace("bck_", "bcx_")).is_none());
    }
}
