use std::collections::BTreeMap;

use serde_json::Value;

use super::Trouble;

/// Fields of a contact by the names of the CRM's API: `firstName`, `lastName`, `email`, `phone`,
/// `companyName`, `address1`, `city`, `state`, `postalCode`, `country` (ISO 3166, two letters),
/// `website`, `timezone`, `source`. A name that the API does not know is refused by the CRM. The
/// location is no field, and tags have a call of their own.
pub type Fields = BTreeMap<String, String>;

/// A contact as the CRM holds it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record {
    pub id: String,
    /// Every text that it has, by name; empty ones are left out.
    pub fields: Fields,
    pub tags: Vec<String>,
}

/// What an upsert did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upserted {
    /// Created, or else updated.
    pub created: bool,
    pub record: Record,
}

/// A location (sub-account) of the CRM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    pub id: String,
    pub company_id: Option<String>,
    pub name: String,
    /// "Allow Duplicate Contact"; absent where the CRM does not say.
    pub allow_duplicates: Option<bool>,
}

impl Record {
    /// A field's text.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(String::as_str)
    }

    /// Reads `{"id": …}`; without an id it is none.
    pub(super) fn read(value: &Value) -> Option<Self> {
        let object = value.as_object()?;
        let id = object.get("id")?.as_str().filter(|id| !id.is_empty())?.to_owned();
        let text = |(name, value): (&String, &Value)| {
            let value = value.as_str().filter(|value| !value.is_empty())?;
            (name != "id").then(|| (name.clone(), value.to_owned()))
        };
        let fields = object.iter().filter_map(text).collect();
        let tags = object.get("tags").and_then(Value::as_array);
        let tags = tags.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
        Some(Self { id, fields, tags: tags.collect() })
    }

    /// The contact of `{"contact": {…}}`.
    pub(super) fn inside(body: &Value) -> Result<Self, Trouble> {
        Self::read(&body["contact"]).ok_or(Trouble::Unknown("the answer has no contact"))
    }
}

impl Upserted {
    pub(super) fn read(body: &Value) -> Result<Self, Trouble> {
        let created = body["new"].as_bool();
        let created = created.ok_or(Trouble::Unknown("the answer does not tell what was done"))?;
        Ok(Self { created, record: Record::inside(body)? })
    }
}

impl Location {
    pub(super) fn read(body: &Value) -> Result<Self, Trouble> {
        let location = &body["location"];
        let text = |key: &str| location[key].as_str().map(str::to_owned);
        let missing = Trouble::Unknown("the answer has no location");
        Ok(Self {
            id: text("id").filter(|id| !id.is_empty()).ok_or(missing)?,
            company_id: text("companyId"),
            name: domain::value::line(&text("name").unwrap_or_default()),
            allow_duplicates: location["settings"]["allowDuplicateContact"].as_bool(),
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_contact_is_read_tolerantly() {
        let record = Record::read(&json!({
            "id": "c1", "email": "ada@example.com", "phone": null, "city": "", "dnd": true,
            "tags": ["a", 3, "b"], "unheardOf": "x",
        }));
        let record = record.unwrap();
        assert_eq!(record.get("email"), Some("ada@example.com"));
        assert_eq!(
            (record.get("phone"), record.get("city"), record.get("dnd")),
            (None, None, None)
        );
        assert_eq!(record.tags, ["a", "b"]);
    }

    #[test]
    fn what_has_no_id_is_no_contact() {
        for wrong in [json!({}), json!({"id": ""}), json!({"id": 3}), json!([]), json!(null)] {
            assert_eq!(Record::read(&wrong), None, "{wrong}");
        }
    }

    #[test]
    fn an_upsert_must_tell_what_it_did() {
        let contact = json!({"id": "c1"});
        assert!(Upserted::read(&json!({"new": true, "contact": contact})).unwrap().created);
        assert!(Upserted::read(&json!({"contact": contact})).unwrap_err().is_unknown());
        assert!(Upserted::read(&json!({"new": false})).unwrap_err().is_unknown());
    }

    #[test]
    fn a_location_tells_its_duplicate_setting() {
        let body = json!({"location": {"id": "l1", "name": " A\nB ", "companyId": "k",
            "settings": {"allowDuplicateContact": true}}});
        let location = Location::read(&body).unwrap();
        assert_eq!((location.name.as_str(), location.allow_duplicates), ("A B", Some(true)));
        assert!(Location::read(&json!({"location": {}})).is_err());
    }
}
