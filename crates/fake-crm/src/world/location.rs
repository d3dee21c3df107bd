use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What tells contacts apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Identity {
    Email,
    Phone,
}

impl Identity {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "phone",
        }
    }
}

/// A location (sub-account) with its preferences.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Location {
    pub id: String,
    pub name: String,
    pub company_id: String,
    /// "Allow Duplicate Contact".
    pub allow_duplicates: bool,
    /// By what duplicates are found, the first first; one or two.
    pub order: Vec<Identity>,
    /// Paused or cancelled, if not.
    pub active: bool,
    /// An upsert that finds a contact is refused with it, as was seen once in the field.
    pub upsert_refuses: bool,
    /// Fields that a contact does not keep, though the call succeeds, as was seen of `gender`.
    #[serde(default)]
    pub discards: Vec<String>,
}

impl Location {
    pub fn new(id: &str, name: &str, company_id: &str) -> Self {
        Self {
            id: id.to_owned(),
            name: name.to_owned(),
            company_id: company_id.to_owned(),
            allow_duplicates: false,
            order: vec![Identity::Email, Identity::Phone],
            active: true,
            upsert_refuses: false,
            discards: Vec::new(),
        }
    }

    /// As the API shows it.
    pub(crate) fn shown(&self) -> Value {
        json!({
            "id": self.id,
            "companyId": self.company_id,
            "name": self.name,
            "country": "US",
            "timezone": "America/Chicago",
            "settings": {
                "allowDuplicateContact": self.allow_duplicates,
                "allowDuplicateOpportunity": false,
                "allowFacebookNameMerge": false,
                "disableContactTimezone": false,
            },
        })
    }
}
