//! What an import does to a contact that is there already.

use serde::{Deserialize, Serialize};

use super::fields::ContactFields;
use super::input::for_each_text_field;

/// The rule for rows that match a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OnDuplicate {
    /// Leave the contact as it is.
    #[default]
    Skip,
    /// Fill its empty fields and add to its lists.
    Fill,
    /// Replace the fields that the row has; add to its lists.
    Overwrite,
}

impl OnDuplicate {
    /// The word that is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Skip => "skip",
            Self::Fill => "fill",
            Self::Overwrite => "overwrite",
        }
    }

    /// The rule of a stored word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Skip, Self::Fill, Self::Overwrite].into_iter().find(|rule| rule.as_str() == word)
    }
}

/// The contact after a row was laid over it. Lists grow; nothing is ever emptied.
#[must_use]
pub fn merge(rule: OnDuplicate, current: &ContactFields, row: &ContactFields) -> ContactFields {
    let mut out = current.clone();
    if rule == OnDuplicate::Skip {
        return out;
    }
    macro_rules! lay {
        ($($field:ident)*) => {
            $(if row.$field.is_some() && (rule == OnDuplicate::Overwrite || out.$field.is_none()) {
                out.$field.clone_from(&row.$field);
            })*
        };
    }
    for_each_text_field!(lay);
    for email in &row.emails {
        if !out.emails.iter().any(|known| known.value == email.value) {
            out.emails.push(email.clone());
        }
    }
    for phone in &row.phones {
        if !out.phones.iter().any(|known| known.value.digits() == phone.value.digits()) {
            out.phones.push(phone.clone());
        }
    }
    for tag in &row.tags {
        if !out.tags.contains(tag) {
            out.tags.push(tag.clone());
        }
    }
    for (name, value) in &row.custom {
        if rule == OnDuplicate::Overwrite || !out.custom.contains_key(name) {
            out.custom.insert(name.clone(), value.clone());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(title: Option<&str>, city: Option<&str>) -> ContactFields {
        ContactFields {
            title: title.map(str::to_owned),
            city: city.map(str::to_owned),
            ..ContactFields::default()
        }
    }

    #[test]
    fn each_rule_does_what_it_says() {
        let current = fields(Some("CTO"), None);
        let row = fields(Some("CEO"), Some("Paris"));
        assert_eq!(merge(OnDuplicate::Skip, &current, &row), current);
        assert_eq!(merge(OnDuplicate::Fill, &current, &row), fields(Some("CTO"), Some("Paris")));
        assert_eq!(merge(OnDuplicate::Overwrite, &current, &row), row);
    }

    #[test]
    fn nothing_is_emptied() {
        let current = fields(Some("CTO"), Some("Paris"));
        assert_eq!(merge(OnDuplicate::Overwrite, &current, &fields(None, None)), current);
    }
}
