use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::ImportField;

/// What an edit of a row changes: the cell of a column, or a field of the contact.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EditKey {
    /// The place of a column in the row, from 0. The text stands for the cell.
    Column(u32),
    /// The text is the field's, whatever the columns say; an empty text empties it.
    Field(ImportField),
}

impl fmt::Display for EditKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Column(place) => place.fmt(f),
            Self::Field(field) => field.fmt(f),
        }
    }
}

impl FromStr for EditKey {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
            let place = text.parse().map_err(|_| format!("There is no column {text}."))?;
            return Ok(Self::Column(place));
        }
        match text.parse()? {
            ImportField::Ignore => Err("ignore is no field that has a value.".to_owned()),
            field => Ok(Self::Field(field)),
        }
    }
}

impl Serialize for EditKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for EditKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for EditKey {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .description(Some("A column's place, counted from 0, or a field's name."))
            .examples(["3", "country"])
            .into()
    }
}
#[cfg(feature = "openapi")]
impl utoipa::ToSchema for EditKey {}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn edits_travel_as_a_map_of_texts() {
        let edits = BTreeMap::from([
            (EditKey::Column(3), "x".to_owned()),
            (EditKey::Field(ImportField::Country), "DE".to_owned()),
            (EditKey::Field(ImportField::Custom("Fund".into())), String::new()),
        ]);
        let json = serde_json::to_string(&edits).unwrap();
        assert_eq!(json, r#"{"3":"x","country":"DE","custom:Fund":""}"#);
        assert_eq!(serde_json::from_str::<BTreeMap<EditKey, String>>(&json).unwrap(), edits);
        for wrong in ["ignore", "emial", "99999999999", "-1", ""] {
            assert!(wrong.parse::<EditKey>().is_err(), "{wrong}");
        }
    }
}
