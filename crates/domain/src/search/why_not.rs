use serde::{Deserialize, Serialize};

use super::FilterField;

/// The answer of `GET contacts/{id}/why-not`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WhyNot {
    /// Whether the search finds the contact.
    pub found: bool,
    /// Each part of the search that alone keeps it away; empty if it is found.
    pub excluded_by: Vec<Exclusion>,
}

/// A part of a search that keeps a contact away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Exclusion {
    pub kind: ExclusionKind,
    /// The words of the box, as they were typed; of a word only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub word: Option<String>,
    /// The filter; of a filter only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<FilterField>,
    /// For people.
    pub message: String,
}

/// What keeps a contact away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ExclusionKind {
    /// Words of the box.
    Word,
    /// A filter.
    Filter,
    /// It is in the other layer.
    Scope,
}

impl Exclusion {
    /// Words of the box, as they were typed.
    pub fn word(word: &str, is_negated: bool) -> Self {
        let message = if is_negated {
            format!("It has what {word} leaves out.")
        } else {
            format!("Nothing in it matches {word}.")
        };
        let (kind, word) = (ExclusionKind::Word, Some(word.to_owned()));
        Self { kind, word, field: None, message }
    }

    /// A filter.
    pub fn filter(field: FilterField) -> Self {
        let message = format!("The filter {} does not let it through.", field.label());
        Self { kind: ExclusionKind::Filter, word: None, field: Some(field), message }
    }

    /// The other layer.
    pub fn scope(message: &str) -> Self {
        let message = message.to_owned();
        Self { kind: ExclusionKind::Scope, word: None, field: None, message }
    }
}

/// The answer of `GET contacts/facets/{field}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FacetValues {
    /// The most frequent first.
    pub values: Vec<super::FacetCount>,
}
