//! The terms of the index. Each begins with the owner of the record, so that a posting list
//! holds one owner's contacts only: the owner's 16 bytes, one byte for the kind, the text.

use domain::id::TypedId;
use domain::search::FilterField;
use domain::{ContactId, Partition};

use crate::class::Class;
use crate::compare::{COMMON_PREFIX_TO, PREFIX_TO};

/// What a term says of a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// It has this word.
    Word(Class),
    /// The same, where the word holds a figure and stands in a title, a place or a tag: such words may be as many
    /// as there are contacts, so they stay out of the way of those who go through the others.
    Numbered,
    /// It has a word that begins so, and goes on.
    Beginning(Class),
    /// It has a word that is this one but for the letter at the question mark. The mark keeps
    /// the letter's place, so that two words that share such a term are one typo apart and
    /// need no second look.
    Pattern(Class),
    /// It has an e-mail address of this domain ending.
    Suffix,
    /// It has this e-mail address.
    Address,
    /// It has a phone number of these digits.
    Phone,
    /// The same, from the last digit to the first: a number is typed from any of its digits on,
    /// without its country's or its area's.
    PhoneEnd,
    /// Of the directory: its company has this domain. Those of its addresses are not to be seen.
    CompanyDomain,
    /// A field of it has these two words, one behind the other.
    Pair(Class),
    /// A filter's value.
    Filter(FilterField),
    /// It is this contact.
    Contact,
}

impl Kind {
    /// Under which kind of term a word stands.
    pub(crate) fn word(class: Class, word: &str) -> Self {
        if class == Class::Other && has_figure(word) { Self::Numbered } else { Self::Word(class) }
    }

    /// How many letters the beginnings of such a word have that are terms of their own.
    pub(crate) const fn beginnings_to(self) -> usize {
        if matches!(self, Self::Word(Class::Other)) { COMMON_PREFIX_TO } else { PREFIX_TO }
    }

    const fn byte(self) -> u8 {
        match self {
            Self::Word(class) => class as u8,
            Self::Beginning(class) => 0x10 | class as u8,
            Self::Pattern(class) => 0x20 | class as u8,
            Self::Numbered => 0x08,
            Self::Suffix => 0x30,
            Self::Address => 0x32,
            Self::Phone => 0x34,
            Self::PhoneEnd => 0x35,
            Self::CompanyDomain => 0x36,
            Self::Pair(class) => 0x38 | class as u8,
            Self::Filter(field) => 0x40 | field as u8,
            Self::Contact => 0x60,
        }
    }
}

/// Whether a word holds a figure.
fn has_figure(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_digit())
}

/// The bytes of a term.
pub(crate) fn term(partition: Partition, kind: Kind, text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(17 + text.len());
    start(&mut bytes, partition, kind);
    bytes.extend_from_slice(text);
    bytes
}

/// Puts what stands in front of the text of a term into a buffer.
pub(crate) fn start(bytes: &mut Vec<u8>, partition: Partition, kind: Kind) {
    bytes.extend_from_slice(partition.owner().uuid().as_bytes());
    bytes.push(kind.byte());
}

/// Bytes in front of the text of a term.
pub(crate) const HEAD: usize = 17;

/// The term that only this contact has.
pub(crate) fn contact(partition: Partition, contact: ContactId) -> Vec<u8> {
    term(partition, Kind::Contact, contact.uuid().as_bytes())
}
