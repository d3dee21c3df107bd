//! Where a page ended: rank and key of its last hit, and which search it belongs to.
//!
//! A cursor names a place in the order, not a number of hits, so that contacts that come or go
//! between two pages neither repeat nor hide others.

use std::fmt::Write;

use crate::Error;

/// The first byte; rises with every change of the form or of the order.
const VERSION: u8 = 1;
const HEAD: usize = 13;

/// Where a page ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cursor {
    pub(crate) rank: u32,
    /// The key without its owner.
    pub(crate) place: Vec<u8>,
}

impl Cursor {
    /// The cursor as a client sends it back: hexadecimal digits.
    pub(crate) fn to_text(&self, fingerprint: u64) -> String {
        let mut bytes = vec![VERSION];
        bytes.extend_from_slice(&fingerprint.to_be_bytes());
        bytes.extend_from_slice(&self.rank.to_be_bytes());
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
        let (head, place) = bytes.split_first_chunk::<HEAD>().ok_or(Error::Cursor)?;
        let [version, rest @ ..] = head;
        let (mark, rank) = rest.split_first_chunk::<8>().ok_or(Error::Cursor)?;
        let rank = rank.first_chunk::<4>().ok_or(Error::Cursor)?;
        if *version != VERSION || u64::from_be_bytes(*mark) != fingerprint {
            return Err(Error::Cursor);
        }
        Ok(Self { rank: u32::from_be_bytes(*rank), place: place.to_vec() })
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
            rank: u32, place: Vec<u8>, mark: u64, other: u64,
        ) {
            let cursor = Cursor { rank, place };
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
