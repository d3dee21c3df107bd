//! Named collections of contacts of the workspace.

use serde::{Deserialize, Serialize};

use crate::id::{ContactId, ListId, UserId};
use crate::problem::FieldError;
use crate::time::Timestamp;
use crate::value::line;

/// Letters of a name, at most.
const NAME_MAX: usize = 100;
/// Lists that an organization keeps, at most.
pub const LISTS_MAX: usize = 2_000;
/// Contacts that are put into a list or taken out of it at once, at most: one transaction, and one step of
/// the index.
pub const CONTACTS_MAX: usize = 5_000;
/// Lists that a live list stands on, one behind the other, at most.
pub const DEPTH_MAX: usize = 8;

/// A named collection of contacts, which all in the organization see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct List {
    pub id: ListId,
    pub name: String,
    /// Of a live list the parameters of `GET contacts/search` that its contacts meet, as an address has
    /// them behind its `?`; null for a list into which people put contacts.
    pub query: Option<String>,
    /// How many contacts were put into it and are still there; null for a live list, whose contacts are
    /// those of its search.
    pub contacts: Option<u64>,
    pub owner: ListOwner,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// Who made a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ListOwner {
    pub id: UserId,
    /// Their name as it is now.
    pub name: Option<String>,
}

/// The answer of `GET lists`: all of them, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Lists {
    pub lists: Vec<List>,
}

/// The body of `POST lists`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewList {
    /// 1 to 100 characters.
    pub name: String,
    /// Makes it live; as in `List`.
    #[serde(default)]
    pub query: Option<String>,
}

/// The body of `PATCH lists/{id}`. What is absent stays.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct ListPatch {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Of a live list only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
}

/// The body of `POST lists/{id}/contacts` and `DELETE lists/{id}/contacts`: one of both.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ListContacts {
    /// 1 to 5,000 contacts of the workspace.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ids: Option<Vec<ContactId>>,
    /// All that a search of the workspace finds, up to 5,000: its parameters, as an address has them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
}

/// What was put into a list or taken out of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ListChange {
    /// Contacts that were not in it before, or are not any more.
    pub changed: u64,
    /// Contacts that had been in it, or had not, already.
    pub unchanged: u64,
    /// Ids that are no contact of the workspace.
    pub unknown: u64,
    pub list: List,
}

impl NewList {
    /// Cleans the name.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(mut self) -> Result<Self, Vec<FieldError>> {
        self.name = line(&self.name);
        match self.name.chars().count() {
            0 => Err(vec![FieldError::required("name")]),
            1..=NAME_MAX => Ok(self),
            _ => Err(vec![FieldError::new("name", "too_long", "Use at most 100 characters.")]),
        }
    }
}
