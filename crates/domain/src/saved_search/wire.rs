use serde::{Deserialize, Serialize};

use crate::id::{SavedSearchId, UserId};
use crate::patch::Patch;
use crate::problem::FieldError;
use crate::time::Timestamp;
use crate::value::line;

/// Letters of a name, at most.
const NAME_MAX: usize = 100;
/// Columns that are shown, at most, and letters of the word of one.
const COLUMNS_MAX: usize = 60;
const WORD_MAX: usize = 80;

/// Who sees a saved search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Its owner.
    #[default]
    Personal,
    /// Everybody in the organization.
    Shared,
}

/// How somebody is told what changed in a saved search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Notify {
    /// Not at all.
    #[default]
    None,
    /// By a notice in the application.
    App,
    /// By a notice, and by mail at most once a day.
    Mail,
}

impl Notify {
    /// All of them.
    pub const ALL: &[Self] = &[Self::None, Self::App, Self::Mail];

    /// The word that is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::App => "app",
            Self::Mail => "mail",
        }
    }

    /// What a stored word stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|notify| notify.as_str() == word)
    }
}

/// Whose a saved search is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SavedSearchOwner {
    pub id: UserId,
    /// Their name as it is now.
    pub name: Option<String>,
}

/// What became of the results since the caller looked at them last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Changes {
    /// Contacts that were no results then.
    pub new: u64,
    /// Contacts that are no results any more, deleted ones included.
    pub gone: u64,
    /// Results then and now that were changed in between, in whatever field.
    pub changed: u64,
    /// When the caller looked last.
    pub since: Timestamp,
}

/// A search under a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SavedSearch {
    pub id: SavedSearchId,
    pub name: String,
    /// The parameters of `GET contacts/search`, as an address has them behind its `?`.
    pub query: String,
    pub visibility: Visibility,
    /// Whether it opens first for the caller; one does at most.
    pub is_default: bool,
    /// Whether the caller has pinned it.
    pub is_pinned: bool,
    /// How the caller is told what changes in it.
    #[serde(default)]
    pub notify: Notify,
    /// The columns that are shown, in their order; null for those of the page.
    pub columns: Option<Vec<String>>,
    /// How close rows stand, as the page calls it; null for what the page does by itself.
    pub density: Option<String>,
    pub owner: SavedSearchOwner,
    /// Null in the list, before the first look, and where there are or were more than 5,000 results.
    pub changes: Option<Changes>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// The answer of `GET saved-searches`: those of the caller and shared ones, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SavedSearches {
    pub saved_searches: Vec<SavedSearch>,
}

/// The body of `POST saved-searches`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewSavedSearch {
    /// 1 to 100 characters.
    pub name: String,
    /// As in `SavedSearch`; a cursor and the size of a page are left out.
    pub query: String,
    #[serde(default)]
    pub visibility: Visibility,
    #[serde(default)]
    pub is_default: bool,
    #[serde(default)]
    pub is_pinned: bool,
    #[serde(default)]
    pub notify: Notify,
    #[serde(default)]
    pub columns: Option<Vec<String>>,
    #[serde(default)]
    pub density: Option<String>,
}

/// The body of `PATCH saved-searches/{id}`. What is absent stays.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct SavedSearchPatch {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visibility: Option<Visibility>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_default: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_pinned: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notify: Option<Notify>,
    #[serde(skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<String>>))]
    pub columns: Patch<Vec<String>>,
    #[serde(skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub density: Patch<String>,
}

impl NewSavedSearch {
    /// Cleans the name and looks at everything but the query.
    ///
    /// # Errors
    /// All wrong fields at once.
    pub fn parse(mut self) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        self.name = line(&self.name);
        match self.name.chars().count() {
            0 => errors.push(FieldError::required("name")),
            1..=NAME_MAX => {}
            _ => errors.push(FieldError::new("name", "too_long", "Use at most 100 characters.")),
        }
        let is_word = |word: &String| (1..=WORD_MAX).contains(&word.chars().count());
        let columns = self.columns.as_deref().unwrap_or_default();
        if columns.len() > COLUMNS_MAX || !columns.iter().all(is_word) {
            let message = "Send at most 60 columns, each a word of 1 to 80 characters.";
            errors.push(FieldError::new("columns", "invalid", message));
        }
        if !self.density.iter().all(is_word) {
            let message = "Send a word of 1 to 80 characters.";
            errors.push(FieldError::new("density", "invalid", message));
        }
        if errors.is_empty() { Ok(self) } else { Err(errors) }
    }
}

impl SavedSearchPatch {
    /// Whether it changes nothing but what the caller makes of the search.
    pub const fn is_own(&self) -> bool {
        self.name.is_none()
            && self.query.is_none()
            && self.visibility.is_none()
            && self.columns.is_absent()
            && self.density.is_absent()
    }

    /// Whether it changes nothing but how the caller is told, which whoever sees the search may.
    pub fn is_notify(&self) -> bool {
        *self == Self { notify: self.notify, ..Self::default() }
    }

    /// The search as it is to be.
    pub fn apply(self, current: &SavedSearch) -> NewSavedSearch {
        let (mut columns, mut density) = (current.columns.clone(), current.density.clone());
        self.columns.apply(&mut columns);
        self.density.apply(&mut density);
        NewSavedSearch {
            name: self.name.unwrap_or_else(|| current.name.clone()),
            query: self.query.unwrap_or_else(|| current.query.clone()),
            visibility: self.visibility.unwrap_or(current.visibility),
            is_default: self.is_default.unwrap_or(current.is_default),
            is_pinned: self.is_pinned.unwrap_or(current.is_pinned),
            notify: self.notify.unwrap_or(current.notify),
            columns,
            density,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_cleaned_and_every_wrong_field_is_named() {
        let new = NewSavedSearch { name: "  VPs \n".to_owned(), ..NewSavedSearch::default() };
        assert_eq!(new.parse().unwrap().name, "VPs");
        let wrong = NewSavedSearch {
            name: "x".repeat(101),
            columns: Some(vec![String::new()]),
            density: Some(String::new()),
            ..NewSavedSearch::default()
        };
        let fields: Vec<_> = wrong.parse().unwrap_err().into_iter().map(|e| e.field).collect();
        assert_eq!(fields, ["name", "columns", "density"]);
    }

    #[test]
    fn a_patch_tells_absent_from_null() {
        let patch: SavedSearchPatch = serde_json::from_str(r#"{"columns": null}"#).unwrap();
        assert_eq!((patch.columns.clone(), patch.density.clone()), (Patch::Clear, Patch::Absent));
        assert!(!patch.is_own());
        let patch: SavedSearchPatch = serde_json::from_str(r#"{"is_pinned": true}"#).unwrap();
        assert!(patch.is_own() && !patch.is_notify());
        let patch: SavedSearchPatch = serde_json::from_str(r#"{"notify": "mail"}"#).unwrap();
        assert!(patch.is_own() && patch.is_notify());
    }
}
