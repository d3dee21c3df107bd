//! Where a page ended: the place of its last hit in the order, and which search it belongs to.
//!
//! A cursor names a place in the order, not a number of hits, so that contacts that come or go
//! between two pages neither repeat nor hide others.

use std::fmt::Write;

use crate::Error;

/// The first byte; rises with every change of the form or of the order.
const VERSION: u8 = 2;
const HEAD: usize = 12;

/// Where a page ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cursor {
    /// Whether the search forgave what it forgives only where there is nobody else. The pages behind do
    /// so too, whoever comes meanwhile.
    pub(crate) is_far: bool,
    /// What orders hits before their keys do; at most 65,535 bytes.
    pub(crate) order: Vec<u8>,
    /// The key without its owner.
    pub(crate) place: Vec<u8>,
}

impl Cursor {
    /// The cursor as a client sends it back: hexadecimal digits.
    pub(crate) fn to_text(&self, fingerprint: u64) -> String {
        let mut bytes = vec![VERSION];
        bytes.extend_from_slice(&fingerprint.to_be_bytes());
        bytes.push(self.is_far.into());
        let length = u16::try_from(self.order.len()).unwrap_or(u16::MAX);
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(&self.order);
        bytes.extend_from_slice(&self.place);
        bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
    }

    /// Reads a cursor of the search with this fingerprint.
    pub(crate) fn parse(text: &str, fingerprint: u64) -> Result<Self, Error> {
        let bytes = unhex(text).ok_or(Error::Cursor)?;
        let (head, rest) = bytes.split_first_chunk::<HEAD>().ok_or(Error::Cursor)?;
        let [version, mark @ .., is_far, high, low] = head;
        let mark: &[u8; 8] = mark;
        if *version != VERSION || u64::from_be_bytes(*mark) != fingerprint || *is_far > 1 {
            return Err(Error::Cursor);
        }
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        let (order, place) = rest.split_at_checked(length).ok_or(Error::Cursor)?;
        Ok(Self { is_far: *is_far == 1, order: order.to_vec(), place: place.to_vec() })
    }
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let pairs = text.as_bytes().chunks(2);
    pairs.map(|pair| Some(digit(*pair.first()?)? << 4 | digit(*pair.get(1)?)?)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_cursor_is_read_back_by_its_own_search_only(
            is_far: bool, order: Vec<u8>, place: Vec<u8>, mark: u64, other: u64,
        ) {
            let cursor = Cursor { is_far, order, place };
            let text = cursor.to_text(mark);
            prop_assert_eq!(Cursor::parse(&text, mark).unwrap(), cursor);
            if other != mark {
                prop_assert!(matches!(Cursor::parse(&text, other), Err(Error::Cursor)));
            }
        }

        #[test]
        fn no_text_makes_the_reader_fail(text in "\\PC{0,80}") {
            prop_assert!(Cursor::parse(&text, 7).is_err());
        }
    }
}
