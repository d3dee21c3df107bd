//! The store of the form: one signal for each field.

use std::collections::BTreeMap;

use domain::contact::{ContactInput, EmailInput, PhoneInput};
use leptos::prelude::*;
use serde_json::{Map, Value};

use super::fields::{self, NOTES};

/// A line of a list: e-mail, phone, or custom field.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Entry {
    /// Stays with the line while others come and go.
    pub(super) key: u32,
    pub(super) value: RwSignal<String>,
    /// The kind of an address, or the name of a custom field.
    pub(super) kind: RwSignal<String>,
}

/// Everything that is typed; copies share it.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    texts: StoredValue<BTreeMap<&'static str, RwSignal<String>>>,
    pub(super) emails: RwSignal<Vec<Entry>>,
    pub(super) phones: RwSignal<Vec<Entry>>,
    pub(super) custom: RwSignal<Vec<Entry>>,
    /// Separated by commas.
    pub(super) tags: RwSignal<String>,
    next_key: StoredValue<u32>,
}

impl Draft {
    /// A form without anything in it, but one line for an e-mail and one for a phone.
    pub(super) fn empty() -> Self {
        let texts = fields::names().map(|name| (name, RwSignal::new(String::new()))).collect();
        let draft = Self {
            texts: StoredValue::new(texts),
            emails: RwSignal::new(Vec::new()),
            phones: RwSignal::new(Vec::new()),
            custom: RwSignal::new(Vec::new()),
            tags: RwSignal::new(String::new()),
            next_key: StoredValue::new(0),
        };
        draft.fill(&ContactInput::default());
        draft
    }

    /// The signal of a single-valued field.
    pub(super) fn text(self, name: &'static str) -> RwSignal<String> {
        let signal = self.texts.with_value(|texts| texts.get(name).copied());
        signal.unwrap_or_default()
    }

    /// A line for one of the lists.
    pub(super) fn entry(self, value: &str, kind: &str) -> Entry {
        let key = self.next_key.get_value();
        self.next_key.set_value(key + 1);
        let (value, kind) = (RwSignal::new(value.to_owned()), RwSignal::new(kind.to_owned()));
        Entry { key, value, kind }
    }

    /// Puts a record into the form.
    pub(super) fn fill(self, input: &ContactInput) {
        let Ok(Value::Object(members)) = serde_json::to_value(input) else { return };
        self.texts.with_value(|texts| {
            for (name, signal) in texts {
                signal.set(word(members.get(*name)));
            }
        });
        self.emails.set(self.entries(members.get("emails")));
        self.phones.set(self.entries(members.get("phones")));
        let custom = input.custom.iter().map(|(name, value)| self.entry(value, name));
        self.custom.set(custom.collect());
        self.tags.set(input.tags.join(", "));
    }

    fn entries(self, list: Option<&Value>) -> Vec<Entry> {
        let list = list.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let mut entries: Vec<Entry> = list
            .iter()
            .map(|item| self.entry(&word(item.get("value")), &word(item.get("kind"))))
            .collect();
        if entries.is_empty() {
            entries.push(self.entry("", "work"));
        }
        entries
    }

    /// What the form says, not yet parsed. Lines without anything are left out.
    pub(super) fn read(self) -> ContactInput {
        let texts = self.texts.with_value(|texts| {
            let text = |(name, signal): (&&'static str, &RwSignal<String>)| {
                let text = signal.get_untracked();
                let text = if *name == NOTES {
                    domain::value::block(&text)
                } else {
                    domain::value::line(&text)
                };
                (!text.is_empty()).then(|| ((*name).to_owned(), Value::String(text)))
            };
            texts.iter().filter_map(text).collect::<Map<_, _>>()
        });
        let input: ContactInput = serde_json::from_value(Value::Object(texts)).unwrap_or_default();
        let filled = |entries: RwSignal<Vec<Entry>>| {
            let entries = entries.get_untracked().into_iter();
            entries
                .map(|entry| (entry.value.get_untracked(), entry.kind.get_untracked()))
                .filter(|(value, _)| !value.trim().is_empty())
        };
        ContactInput {
            emails: filled(self.emails)
                .map(|(value, kind)| EmailInput {
                    value: value.trim().to_owned(),
                    kind: serde_json::from_value(Value::String(kind)).unwrap_or_default(),
                })
                .collect(),
            phones: filled(self.phones)
                .map(|(value, kind)| PhoneInput {
                    value: value.trim().to_owned(),
                    kind: serde_json::from_value(Value::String(kind)).unwrap_or_default(),
                })
                .collect(),
            custom: filled(self.custom).map(|(value, name)| (name, value)).collect(),
            tags: tags(&self.tags.get_untracked()),
            ..input
        }
    }
}

fn word(value: Option<&Value>) -> String {
    value.and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn tags(text: &str) -> Vec<String> {
    let tags = text.split(',').map(domain::value::line);
    tags.filter(|tag| !tag.is_empty()).collect()
}

/// The place of a line among those that are sent, as the errors count them.
pub(super) fn sent_index(entries: &[Entry], key: u32) -> usize {
    entries
        .iter()
        .take_while(|entry| entry.key != key)
        .filter(|entry| entry.value.with(|value| !value.trim().is_empty()))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::contact::EmailKind;

    #[test]
    fn a_record_survives_the_form() {
        let owner = Owner::new();
        owner.with(|| {
            let input = ContactInput {
                full_name: Some("Ada Lovelace".into()),
                notes: Some("First\n\nSecond".into()),
                emails: vec![EmailInput {
                    value: "ada@engine.example".into(),
                    kind: EmailKind::Personal,
                }],
                tags: vec!["vip".into(), "math".into()],
                custom: [("Shoe size".to_owned(), "37".to_owned())].into(),
                ..ContactInput::default()
            };
            let draft = Draft::empty();
            assert_eq!(draft.read(), ContactInput::default());
            draft.fill(&input);
            assert_eq!(draft.read(), input);
        });
    }

    #[test]
    fn blank_lines_do_not_count() {
        let owner = Owner::new();
        owner.with(|| {
            let draft = Draft::empty();
            let lines = ["a@x.example", " ", "b@x.example"].map(|value| draft.entry(value, "work"));
            assert_eq!(sent_index(&lines, lines[2].key), 1);
            draft.emails.set(lines.to_vec());
            assert_eq!(draft.read().emails.len(), 2);
        });
    }
}
