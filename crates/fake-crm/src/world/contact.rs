use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// What an upsert takes, by the specification, and whether it may be null. `kind` is `s` for a
/// text, `b` for a boolean, `t` for texts, `o` for anything else.
pub const FIELDS: [(&str, char, bool); 23] = [
    ("firstName", 's', true),
    ("lastName", 's', true),
    ("name", 's', true),
    ("email", 's', true),
    ("locationId", 's', false),
    ("gender", 's', false),
    ("phone", 's', true),
    ("address1", 's', true),
    ("city", 's', true),
    ("state", 's', true),
    ("postalCode", 's', false),
    ("website", 's', true),
    ("timezone", 's', true),
    ("dnd", 'b', false),
    ("dndSettings", 'o', false),
    ("inboundDndSettings", 'o', false),
    ("tags", 't', false),
    ("customFields", 'o', false),
    ("source", 's', false),
    ("dateOfBirth", 's', true),
    ("country", 's', false),
    ("companyName", 's', true),
    ("assignedTo", 's', false),
];

/// And one more that only an upsert takes.
pub(crate) const CREATE_NEW: &str = "createNewIfDuplicateAllowed";

/// What an update refuses of it. The specification leaves out `companyName`, too, which is taken.
pub const NOT_IN_UPDATE: [&str; 3] = ["locationId", "gender", CREATE_NEW];

/// A contact of a location.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Made up, where a test gives none.
    #[serde(default)]
    pub id: String,
    pub location_id: String,
    /// Texts by the names of the API.
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
    #[serde(default)]
    pub tags: Vec<String>,
}

impl Contact {
    pub fn get(&self, field: &str) -> Option<&str> {
        self.fields.get(field).map(String::as_str)
    }

    pub(crate) fn name(&self) -> String {
        let parts = ["firstName", "lastName"].into_iter().filter_map(|field| self.get(field));
        parts.collect::<Vec<_>>().join(" ")
    }

    /// As the API shows it.
    pub(crate) fn shown(&self) -> Value {
        let mut shown: Map<String, Value> =
            self.fields.iter().map(|(name, text)| (name.clone(), json!(text))).collect();
        if let Some(email) = self.get("email") {
            shown.insert("emailLowerCase".to_owned(), json!(email.to_lowercase()));
        }
        for (name, value) in [
            ("id", json!(self.id)),
            ("locationId", json!(self.location_id)),
            ("tags", json!(self.tags)),
            ("type", json!("lead")),
            ("dateAdded", json!("2026-01-01T00:00:00.000Z")),
        ] {
            shown.insert(name.to_owned(), value);
        }
        Value::Object(shown)
    }
}
