//! What became of a contact, and where each of its values comes from.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::ContactFields;
use crate::id::{ImportId, UserId};
use crate::time::Timestamp;

/// One field before and after a change; null where it was or is empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldChange {
    /// A field's name; `custom.<name>` for one of the organization's own.
    pub field: String,
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub before: Value,
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub after: Value,
}

/// Who or what gave a contact its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ChangeSource {
    /// A row of a file.
    Import,
    /// Somebody in the browser.
    Person,
    /// A program, through the API.
    ApiKey,
    /// The undo of an import.
    Undo,
    /// The directory.
    Directory,
    /// The generator of sample data.
    Sample,
}

impl ChangeSource {
    const ALL: [Self; 6] =
        [Self::Import, Self::Person, Self::ApiKey, Self::Undo, Self::Directory, Self::Sample];

    /// The word that is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Import => "import",
            Self::Person => "person",
            Self::ApiKey => "api_key",
            Self::Undo => "undo",
            Self::Directory => "directory",
            Self::Sample => "sample",
        }
    }

    /// The source of a stored word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.as_str() == word)
    }
}

/// The import that a value came with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportName {
    pub id: ImportId,
    pub file_name: String,
}

/// One version of a contact: who made it, and what it changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HistoryEntry {
    pub version: i64,
    pub at: Timestamp,
    pub source: ChangeSource,
    /// Null where nobody of the organization did it.
    pub by: Option<UserId>,
    /// The person's name, as long as they are known.
    pub by_name: Option<String>,
    pub import: Option<ImportName>,
    /// Empty for the version with which the contact began.
    pub changes: Vec<FieldChange>,
}

/// Where the present value of a field comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldSource {
    /// The version that brought it.
    pub version: i64,
    pub at: Timestamp,
    pub source: ChangeSource,
}

/// The answer of `GET contacts/{id}/history`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct History {
    /// Newest first.
    pub entries: Vec<HistoryEntry>,
    /// By field, for every field that has a value.
    pub provenance: BTreeMap<String, FieldSource>,
}

/// The fields of a contact by their names, custom ones as `custom.<name>`; those without a value are
/// left out.
pub fn by_name(fields: &ContactFields) -> BTreeMap<String, Value> {
    let Ok(Value::Object(all)) = serde_json::to_value(fields) else { return BTreeMap::new() };
    let mut out = BTreeMap::new();
    for (name, value) in all {
        match value {
            Value::Object(custom) if name == "custom" => {
                out.extend(
                    custom.into_iter().map(|(name, value)| (format!("custom.{name}"), value)),
                );
            }
            Value::Null => {}
            Value::Array(list) if list.is_empty() => {}
            value => {
                out.insert(name, value);
            }
        }
    }
    out
}

/// The fields of these names and values; names that are not known are left out.
pub fn from_names(named: &BTreeMap<String, Value>) -> ContactFields {
    let (mut all, mut custom) = (Map::new(), Map::new());
    for (name, value) in named {
        match name.strip_prefix("custom.") {
            Some(name) => custom.insert(name.to_owned(), value.clone()),
            None => all.insert(name.clone(), value.clone()),
        };
    }
    all.insert("custom".to_owned(), Value::Object(custom));
    serde_json::from_value(Value::Object(all)).unwrap_or_default()
}

/// What a change does, field by field, in the order of their names.
pub fn changes(before: &ContactFields, after: &ContactFields) -> Vec<FieldChange> {
    let (mut before, mut after) = (by_name(before), by_name(after));
    let names: Vec<String> = before.keys().chain(after.keys()).cloned().collect();
    let mut out: Vec<FieldChange> = names
        .into_iter()
        .filter_map(|field| {
            let before = before.remove(&field).unwrap_or_default();
            let after = after.remove(&field).unwrap_or_default();
            (before != after).then_some(FieldChange { field, before, after })
        })
        .collect();
    out.sort_by(|a, b| a.field.cmp(&b.field));
    out
}

/// A contact after changes were taken back, and the names of the fields that somebody changed since,
/// which keep what they have. Of a list, only the entries that the changes added or removed count.
pub fn revert(current: &ContactFields, changes: &[FieldChange]) -> (ContactFields, Vec<String>) {
    let mut named = by_name(current);
    let mut kept = Vec::new();
    for change in changes {
        let now = named.get(&change.field).cloned().unwrap_or_default();
        let back = match (&change.before, &change.after, &now) {
            (before, after, now) if now == after => Some(before.clone()),
            (before, after, now) if is_list(before) && is_list(after) && is_list(now) => {
                Some(without(now, before, after))
            }
            (before, _, now) if now == before => Some(before.clone()),
            _ => None,
        };
        match back {
            Some(value) if is_empty(&value) => {
                named.remove(&change.field);
            }
            Some(value) => {
                named.insert(change.field.clone(), value);
            }
            None => kept.push(change.field.clone()),
        }
    }
    (from_names(&named), kept)
}

/// The same changes the other way round: reverting them puts them in again.
pub fn inverse(changes: Vec<FieldChange>) -> Vec<FieldChange> {
    let turn =
        |change: FieldChange| FieldChange { before: change.after, after: change.before, ..change };
    changes.into_iter().map(turn).collect()
}

fn is_list(value: &Value) -> bool {
    value.is_null() || value.is_array()
}

fn is_empty(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
}

/// A list without what a change added to it, and with what the change took out of it.
fn without(now: &Value, before: &Value, after: &Value) -> Value {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let (before, after) = (list(before), list(after));
    let mut out: Vec<Value> = list(now)
        .into_iter()
        .filter(|entry| before.contains(entry) || !after.contains(entry))
        .collect();
    for entry in before {
        if !after.contains(&entry) && !out.contains(&entry) {
            out.push(entry);
        }
    }
    Value::Array(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contact::{ContactInput, EmailInput};

    fn contact(title: &str, city: &str, emails: &[&str]) -> ContactFields {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let email =
            |value: &&str| EmailInput { value: (*value).to_owned(), ..EmailInput::default() };
        ContactInput {
            full_name: Some("Ada".into()),
            title: text(title),
            city: text(city),
            emails: emails.iter().map(email).collect(),
            company_domain: Some("engine.example".into()),
            custom: [("shoe".to_owned(), "38".to_owned())].into(),
            ..ContactInput::default()
        }
        .parse()
        .unwrap()
    }

    #[test]
    fn a_contact_is_told_by_the_names_of_its_fields_and_back() {
        let ada = contact("CTO", "", &["a@x.de"]);
        assert_eq!(from_names(&by_name(&ada)), ada);
        assert_eq!(by_name(&ada)["custom.shoe"], "38");
    }

    #[test]
    fn what_nobody_changed_since_gets_its_earlier_value_back() {
        let before = contact("", "Paris", &["a@x.de"]);
        let after = contact("", "Rome", &["a@x.de", "b@x.de"]);
        let made = changes(&before, &after);
        assert_eq!(revert(&after, &made), (before, vec![]));
        assert_eq!(revert(&contact("", "Oslo", &["a@x.de"]), &made).1, ["city"]);
    }

    #[test]
    fn of_a_list_only_what_the_change_added_goes() {
        let made = changes(&contact("", "", &["a@x.de"]), &contact("", "", &["a@x.de", "b@x.de"]));
        let since = contact("", "", &["a@x.de", "b@x.de", "c@x.de"]);
        assert_eq!(revert(&since, &made), (contact("", "", &["a@x.de", "c@x.de"]), vec![]));
    }

    #[test]
    fn changes_that_were_taken_back_can_be_put_in_again() {
        let (before, after) = (contact("CTO", "", &[]), contact("CEO", "Rome", &["b@x.de"]));
        let made = changes(&before, &after);
        assert_eq!(revert(&before, &inverse(made)), (after, vec![]));
    }
}
