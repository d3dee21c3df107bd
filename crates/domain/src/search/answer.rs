use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::FilterField;
use super::language::Chip;
use crate::contact::Contact;

/// The answer of `GET contacts/search`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchAnswer {
    pub hits: Vec<Hit>,
    pub total: Total,
    /// For each facet its most frequent values among the hits, most frequent first. A facet's
    /// own choice does not narrow its own counts.
    #[cfg_attr(feature = "openapi", schema(value_type = BTreeMap<String, Vec<FacetCount>>))]
    pub facets: BTreeMap<FilterField, Vec<FacetCount>>,
    /// The plain words of the box that were recognised, in their order.
    #[serde(default)]
    pub chips: Vec<Chip>,
    /// Send as `cursor` for the next page; null behind the last one.
    pub next_cursor: Option<String>,
    /// Milliseconds inside the server, with the rows.
    pub took_ms: f64,
}

/// One contact that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Hit {
    pub contact: Contact,
    /// Why it was found: one entry for each word of the box.
    pub why: Vec<Why>,
}

/// Which word of the box met which word of the record, and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Why {
    /// The word of the box, folded.
    pub word: String,
    /// The field that holds the match, by its name in a contact.
    pub field: String,
    /// The word of that field, folded.
    pub matched: String,
    pub how: How,
}

/// How a word matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// The whole word.
    Exact,
    /// The beginning of the word.
    Prefix,
    /// Another form of the same given name, such as Bob for Robert.
    Nickname,
    /// What the word means: a seniority, a department, a place.
    Meaning,
    /// The word with one letter wrong, missing, added, or two neighbours swapped.
    Typo,
}

/// How many contacts match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Total {
    pub value: u64,
    pub relation: Relation,
}

/// Whether a total is exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// Exactly this many.
    Eq,
    /// At least this many.
    Gte,
}

/// One value of a facet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FacetCount {
    pub value: String,
    pub count: u64,
}

/// The answer of `GET contacts/suggest`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Suggestions {
    pub suggestions: Vec<Suggestion>,
}

/// A completion of what is being typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Suggestion {
    pub kind: SuggestionKind,
    pub text: String,
    /// Contacts that it would find.
    pub count: u64,
}

/// What a suggestion names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SuggestionKind {
    Person,
    Company,
    Title,
    City,
}
