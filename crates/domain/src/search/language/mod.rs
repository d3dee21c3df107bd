//! What was typed into the search box, understood: words, phrases, `-not`, `OR`, brackets,
//! `field:value`, and plain words that name a filter's value. There is no wrong box: it is read again
//! with every key press, so whatever is not finished yet counts as the words that it shows.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::FilterField;

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
    /// As it was typed, without its marks: one word, an address or a number; with blanks only where it is
    /// quoted or a phone number.
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

/// What a plain word means beside itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// The contact has this value in this field.
    Filter(FilterField, String),
    /// Its title has these words, one behind the other.
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
    /// For people: `Germany`, `Vice president`.
    pub label: String,
}
