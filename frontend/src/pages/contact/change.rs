//! What a form has changed, and what becomes of it when others changed the record meanwhile.

use domain::contact::{ContactInput, ContactPatch};
use serde_json::{Map, Value};

/// The change that leads from `base` to `mine`: fields that are equal stay out of it.
pub(super) fn change(base: &ContactInput, mine: &ContactInput) -> ContactPatch {
    let base = members(base);
    let changed = members(mine).into_iter().filter(|(name, value)| base.get(name) != Some(value));
    serde_json::from_value(Value::Object(changed.collect())).unwrap_or_default()
}

/// A form that was carried over to a newer record.
#[derive(Debug, PartialEq)]
pub(super) struct Rebased {
    pub(super) input: ContactInput,
    /// Fields that both sides changed, by name; the form's value was kept.
    pub(super) contested: Vec<String>,
}

/// Carries what was typed over to what others saved meanwhile: fields that were not touched
/// take the new values, touched ones keep what was typed.
pub(super) fn rebase(base: &ContactInput, mine: &ContactInput, theirs: &ContactInput) -> Rebased {
    let (base, mine, theirs) = (members(base), members(mine), members(theirs));
    let mut contested = Vec::new();
    let mut merged = Map::new();
    for (name, new) in theirs {
        let (old, typed) = (base.get(&name), mine.get(&name));
        let touched = typed.filter(|typed| Some(*typed) != old);
        let value = match touched {
            None => new,
            Some(typed) => {
                if Some(&new) != old && new != *typed {
                    contested.push(name.clone());
                }
                typed.clone()
            }
        };
        merged.insert(name, value);
    }
    let input = serde_json::from_value(Value::Object(merged)).unwrap_or_default();
    Rebased { input, contested }
}

/// A record field by field.
fn members(input: &ContactInput) -> Map<String, Value> {
    match serde_json::to_value(input) {
        Ok(Value::Object(members)) => members,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::contact::EmailInput;

    fn record(title: &str, city: Option<&str>, emails: &[&str]) -> ContactInput {
        let email = |value: &&str| EmailInput { value: (*value).into(), ..EmailInput::default() };
        ContactInput {
            full_name: Some("Ada Lovelace".into()),
            title: Some(title.into()),
            city: city.map(str::to_owned),
            emails: emails.iter().map(email).collect(),
            ..ContactInput::default()
        }
    }

    #[test]
    fn only_what_changed_is_sent_and_leads_to_the_form() {
        let base = record("CTO", Some("Paris"), &["ada@engine.example"]);
        let mine = record("CEO", None, &["ada@engine.example"]);
        let patch = change(&base, &mine);
        let sent = serde_json::to_string(&patch).unwrap();
        assert_eq!(sent, r#"{"title":"CEO","city":null}"#);
        assert_eq!(patch.apply(base), mine);
    }

    #[test]
    fn lists_are_replaced_as_a_whole() {
        let base = record("CTO", None, &["a@x.example", "b@x.example"]);
        let mine = record("CTO", None, &["b@x.example"]);
        assert_eq!(change(&base, &mine).apply(base), mine);
    }

    #[test]
    fn what_was_typed_outlives_a_change_by_others() {
        let base = record("CTO", Some("Paris"), &[]);
        let mine = record("CEO", Some("Paris"), &[]);
        let theirs = record("Chair", Some("Lyon"), &[]);
        let rebased = rebase(&base, &mine, &theirs);
        assert_eq!(rebased.input, record("CEO", Some("Lyon"), &[]));
        assert_eq!(rebased.contested, ["title"]);
    }
}
