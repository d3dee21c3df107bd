//! What was typed into the search box, understood: words, phrases, `-not`, `OR`, brackets,
//! `field:value`, and plain words that name a filter's value. There is no wrong box: it is read again
//! with every key press, so whatever is not finished yet counts as the words that it shows.

#[cfg(feature = "transliterate")]
mod lexer;
#[cfg(feature = "transliterate")]
mod operator;
#[cfg(feature = "transliterate")]
mod phone;
#[cfg(feature = "transliterate")]
mod plain;
#[cfg(feature = "transliterate")]
mod reading;
#[cfg(feature = "transliterate")]
mod slip;
#[cfg(all(test, feature = "reference"))]
mod tests;
#[cfg(feature = "transliterate")]
mod tree;
#[cfg(feature = "transliterate")]
mod unfinished;
#[cfg(feature = "transliterate")]
mod vocabulary;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::FilterField;

#[cfg(feature = "transliterate")]
pub use reading::Reading;

/// A box, as a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// Everything in it holds; an empty one always does.
    All(Vec<Node>),
    /// Something in it holds.
    Any(Vec<Node>),
    /// It does not hold.
    Not(Box<Node>),
    /// A contact has this text.
    Text(Text),
}

/// A text that a contact must have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// As it was typed, without its marks: the bytes of the box at `at`. One word, an address or a
    /// number; with blanks only where it is quoted, a phone number, or words that mean something
    /// together, which a contact may have anywhere.
    pub text: String,
    /// Whether the words stand in this order, one behind the other, each as it is.
    pub is_quoted: bool,
    /// The only field that counts.
    pub field: Option<FieldName>,
    /// What else it may mean: a contact that has one of these meets it, too.
    pub meanings: Vec<Meaning>,
    /// Whether it ends the box and may be unfinished.
    pub is_last: bool,
    /// The bytes of the box where it stands.
    pub at: Range<usize>,
}

/// A field that can be named in the box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FieldName {
    Name,
    Email,
    Phone,
    Filter(FilterField),
}

impl FieldName {
    /// The field of a word in front of a colon, in any case.
    pub fn parse(word: &str) -> Option<Self> {
        match word.to_ascii_lowercase().as_str() {
            "name" => Some(Self::Name),
            "email" => Some(Self::Email),
            "phone" => Some(Self::Phone),
            // Lists are known by ids, which nobody types.
            word => FilterField::parse(word).filter(|f| *f != FilterField::List).map(Self::Filter),
        }
    }

    /// The word in front of the colon.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Filter(field) => field.as_str(),
        }
    }
}

/// What a plain word means beside itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// The contact has this value in this field, as a filter takes it.
    Filter(FilterField, String),
    /// Its title has these words, folded, one behind the other.
    Title(String),
}

/// A plain word that was recognised, as it is shown beside the box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Chip {
    /// The words of the box, folded; send them as `verbatim` to take the chip off.
    pub words: String,
    /// The field whose value they name.
    pub field: FilterField,
    /// For people: `Germany`, `Vice president`; `not Germany` where the box says so.
    pub label: String,
}
