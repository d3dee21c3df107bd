use serde::ser::{Serialize, SerializeMap, Serializer};

use super::fields::ContactFields;
use super::input::for_each_text_field;

/// The fields of a contact without those that are empty, as they are stored: a third of what the wire
/// shows. It is read back as [`ContactFields`].
#[derive(Debug, Clone, Copy)]
pub struct Compact<'a>(pub &'a ContactFields);

impl Serialize for Compact<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = self.0;
        let mut map = serializer.serialize_map(None)?;
        macro_rules! texts {
            ($($field:ident)*) => {
                $(if let Some(value) = &fields.$field {
                    map.serialize_entry(stringify!($field), value)?;
                })*
            };
        }
        for_each_text_field!(texts);
        macro_rules! lists {
            ($($field:ident)*) => {
                $(if !fields.$field.is_empty() {
                    map.serialize_entry(stringify!($field), &fields.$field)?;
                })*
            };
        }
        lists!(emails phones tags custom);
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contact::{ContactInput, EmailInput};

    #[test]
    fn what_is_stored_is_read_back_whole() {
        let fields = ContactInput {
            full_name: Some("Ada Lovelace".into()),
            title: Some("CTO".into()),
            emails: vec![EmailInput {
                value: "ada@engine.example".into(),
                ..EmailInput::default()
            }],
            tags: vec!["a".into()],
            custom: [("shoe".to_owned(), "38".to_owned())].into(),
            ..ContactInput::default()
        }
        .parse()
        .unwrap();
        let text = serde_json::to_string(&Compact(&fields)).unwrap();
        assert_eq!(serde_json::from_str::<ContactFields>(&text).unwrap(), fields);
        assert!(!text.contains("null"), "{text}");
    }
}
