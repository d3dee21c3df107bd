//! AES-256-GCM with a random nonce (NIST SP 800-38D).
//!
//! A sealed text is one byte for the form (1), 12 bytes of nonce, the text, and 16 bytes of tag.
//! With random nonces a key is good for 2^32 texts (section 8.3), far more than one organization
//! has secrets.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use domain::Sources;
use zeroize::Zeroizing;

use crate::Error;

/// The only form so far.
const FORM: u8 = 1;
const HEAD: usize = 1 + NONCE_LEN;

/// Seals `plain`; it opens with the same key and the same `context` only.
pub(crate) fn seal(key: &[u8; 32], context: &[u8], plain: &[u8], sources: &Sources) -> Vec<u8> {
    let nonce = sources.bytes::<NONCE_LEN>();
    let mut text = Vec::with_capacity(HEAD + plain.len() + AES_256_GCM.tag_len());
    text.push(FORM);
    text.extend(nonce);
    text.extend(plain);
    let nonce = Nonce::assume_unique_for_key(nonce);
    let tag = UnboundKey::new(&AES_256_GCM, key).and_then(|key| {
        let key = LessSafeKey::new(key);
        key.seal_in_place_separate_tag(nonce, Aad::from(context), &mut text[HEAD..])
    });
    // It fails for keys of another length and texts beyond 64 GiB, and neither can be here.
    let Ok(tag) = tag else { unreachable!("AES-256-GCM takes every text that fits memory") };
    text.extend(tag.as_ref());
    text
}

/// Opens what [`seal`] made.
pub(crate) fn open(
    key: &[u8; 32],
    context: &[u8],
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, Error> {
    let (&form, rest) = sealed.split_first().ok_or(Error::DoesNotOpen)?;
    let (nonce, text) = rest.split_at_checked(NONCE_LEN).ok_or(Error::DoesNotOpen)?;
    if form != FORM {
        return Err(Error::DoesNotOpen);
    }
    let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| Error::DoesNotOpen)?;
    let key = UnboundKey::new(&AES_256_GCM, key).map_err(|_| Error::DoesNotOpen)?;
    let mut text = Zeroizing::new(text.to_vec());
    let opened = LessSafeKey::new(key).open_in_place(nonce, Aad::from(context), &mut text);
    let length = opened.map_err(|_| Error::DoesNotOpen)?.len();
    text.truncate(length);
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const KEY: [u8; 32] = [7; 32];

    proptest! {
        #[test]
        fn what_was_sealed_opens(plain in any::<Vec<u8>>(), context in any::<Vec<u8>>()) {
            let sealed = seal(&KEY, &context, &plain, &Sources::predictable());
            prop_assert_eq!(sealed.len(), plain.len() + 29);
            prop_assert_eq!(&*open(&KEY, &context, &sealed).unwrap(), &plain);
        }

        #[test]
        fn every_changed_bit_is_noticed(plain in any::<Vec<u8>>(), at in any::<prop::sample::Index>(), bit in 0..8) {
            let mut sealed = seal(&KEY, b"here", &plain, &Sources::predictable());
            let at = at.index(sealed.len());
            sealed[at] ^= 1_u8 << bit;
            prop_assert!(matches!(open(&KEY, b"here", &sealed), Err(Error::DoesNotOpen)));
        }

        #[test]
        fn whatever_was_never_sealed_does_not_open(bytes in any::<Vec<u8>>()) {
            prop_assert!(open(&KEY, b"here", &bytes).is_err());
        }
    }

    #[test]
    fn a_part_another_context_and_another_key_do_not_open() {
        let sealed = seal(&KEY, b"here", b"text", &Sources::predictable());
        for length in 0..sealed.len() {
            assert!(open(&KEY, b"here", &sealed[..length]).is_err(), "{length}");
        }
        assert!(open(&KEY, b"there", &sealed).is_err());
        assert!(open(&[8; 32], b"here", &sealed).is_err());
    }

    #[test]
    fn the_same_text_is_sealed_differently_each_time() {
        let sources = Sources::predictable();
        let [one, two] = [0, 1].map(|_| seal(&KEY, b"here", b"text", &sources));
        assert_ne!(one, two);
        assert_ne!(one[13..], two[13..]);
    }
}
