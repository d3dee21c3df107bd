use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::World;
use super::contact::{CREATE_NEW, Contact, FIELDS, NOT_IN_UPDATE};
use super::location::{Identity, Location};

/// What the CRM says to a call: a status and a body.
pub(crate) type Said = (u16, Value);

pub(crate) fn bad_request(message: &str) -> Said {
    (400, json!({"statusCode": 400, "message": message}))
}

pub(crate) fn unprocessable(messages: &[String]) -> Said {
    let error = "Unprocessable Entity";
    (422, json!({"statusCode": 422, "message": messages, "error": error}))
}

impl World {
    /// Creates a contact, or updates the one that the location's preferences find.
    pub(crate) fn upsert(&mut self, location: &str, body: &Value) -> Said {
        let body = match checked(body, false) {
            Ok(body) => body,
            Err(said) => return said,
        };
        let Some(place) = self.locations.get(location).cloned() else { return no_location() };
        if body.get("locationId").and_then(Value::as_str) != Some(location) {
            return no_access();
        }
        self.count_blanks(&body);
        let create_new = body.get(CREATE_NEW) == Some(&Value::Bool(true)) && place.allow_duplicates;
        let found = if create_new { None } else { self.find_by_rules(&place, &body) };
        let trace_id = self.chance.word(32);
        let Some(mut contact) = found else {
            let id = self.chance.word(20);
            let (location_id, fields, tags) = (location.to_owned(), BTreeMap::new(), Vec::new());
            let mut contact = Contact { id, location_id, fields, tags };
            let mut body = body;
            body.retain(|field, _| !place.discards.contains(field));
            apply(&mut contact, &body);
            self.counts.created += 1;
            let shown = contact.shown();
            self.contacts.put(contact);
            return (200, json!({"new": true, "contact": shown, "traceId": trace_id}));
        };
        if place.upsert_refuses && !place.allow_duplicates {
            return duplicate(&contact, "email");
        }
        // What another contact has already is ignored, and nothing tells so.
        let mut body = body;
        for identity in [Identity::Email, Identity::Phone] {
            let text = body.get(identity.name()).and_then(Value::as_str).unwrap_or_default();
            let other = self.contacts.find(location, identity, text);
            if place.order.contains(&identity) && other.is_some_and(|other| other.id != contact.id)
            {
                body.remove(identity.name());
            }
        }
        self.write(&mut contact, &body);
        (200, json!({"new": false, "contact": contact.shown(), "traceId": trace_id}))
    }

    /// Changes a contact that is named by its id.
    pub(crate) fn update(&mut self, location: &str, id: &str, body: &Value) -> Said {
        let body = match checked(body, true) {
            Ok(body) => body,
            Err(said) => return said,
        };
        let Some(place) = self.locations.get(location).cloned() else { return no_location() };
        let Some(mut contact) = self.contacts.get(location, id).cloned() else {
            return no_contact(id);
        };
        self.count_blanks(&body);
        for identity in place.order.iter().filter(|_| !place.allow_duplicates) {
            let text = body.get(identity.name()).and_then(Value::as_str).unwrap_or_default();
            let other = self.contacts.find(location, *identity, text);
            if let Some(other) = other.filter(|other| other.id != contact.id) {
                return duplicate(other, identity.name());
            }
        }
        self.write(&mut contact, &body);
        (200, json!({"succeded": true, "contact": contact.shown()}))
    }

    /// Adds tags; they are kept in lower case, each once.
    pub(crate) fn add_tags(&mut self, location: &str, id: &str, body: &Value) -> Said {
        let object = body.as_object();
        let texts = |tags: &Vec<Value>| {
            let texts = tags.iter().map(|tag| tag.as_str().map(str::to_lowercase));
            texts.collect::<Option<Vec<_>>>()
        };
        let mut wrong: Vec<String> = object
            .into_iter()
            .flat_map(Map::keys)
            .map(String::as_str)
            .filter(|name| *name != "tags")
            .map(should_not_exist)
            .collect();
        let tags = object.and_then(|body| body.get("tags")?.as_array()).and_then(texts);
        if tags.is_none() {
            wrong.push("each value in tags must be a string".to_owned());
        }
        let Some(tags) = tags.filter(|_| wrong.is_empty()) else { return unprocessable(&wrong) };
        let Some(mut contact) = self.contacts.get(location, id).cloned() else {
            return no_contact(id);
        };
        for tag in tags {
            if !contact.tags.contains(&tag) {
                contact.tags.push(tag);
            }
        }
        let all = json!({ "tags": contact.tags });
        self.contacts.put(contact);
        (201, all)
    }

    pub(crate) fn contact(&mut self, location: &str, id: &str) -> Said {
        match self.contacts.get(location, id) {
            Some(contact) => (200, json!({ "contact": contact.shown() })),
            None => no_contact(id),
        }
    }

    /// By the location's preferences; by e-mail, then phone, where duplicates are allowed.
    pub(crate) fn find_duplicate(&mut self, location: &str, query: &[(String, String)]) -> Said {
        let known = ["locationId", "email", "number"];
        let wrong: Vec<String> = query
            .iter()
            .map(|(name, _)| name.as_str())
            .filter(|name| !known.contains(name))
            .map(should_not_exist)
            .collect();
        if !wrong.is_empty() {
            return unprocessable(&wrong);
        }
        let text =
            |wanted: &str| query.iter().find(|(name, _)| name == wanted).map(|(_, text)| text);
        if text("locationId").is_none_or(|id| id != location) {
            return no_access();
        }
        let Some(place) = self.locations.get(location) else { return no_location() };
        let both = vec![Identity::Email, Identity::Phone];
        let order = if place.allow_duplicates { &both } else { &place.order };
        let found = order.iter().find_map(|identity| {
            let name = if *identity == Identity::Email { "email" } else { "number" };
            self.contacts.find(location, *identity, text(name)?)
        });
        let contact = found.map_or(Value::Null, Contact::shown);
        (200, json!({"contact": contact, "traceId": self.chance.word(32)}))
    }

    fn find_by_rules(&self, place: &Location, body: &Map<String, Value>) -> Option<Contact> {
        place.order.iter().find_map(|identity| {
            let text =
                body.get(identity.name())?.as_str().filter(|text| !text.trim().is_empty())?;
            self.contacts.find(&place.id, *identity, text).cloned()
        })
    }

    fn write(&mut self, contact: &mut Contact, body: &Map<String, Value>) {
        let before = (contact.fields.clone(), contact.tags.clone());
        apply(contact, body);
        if before == (contact.fields.clone(), contact.tags.clone()) {
            self.counts.unchanged += 1;
        } else {
            self.counts.updated += 1;
        }
        self.contacts.put(contact.clone());
    }

    fn count_blanks(&mut self, body: &Map<String, Value>) {
        let blank = |value: &&Value| {
            value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty())
        };
        let blanks = body.values().filter(blank).count();
        self.counts.blanks += u64::try_from(blanks).unwrap_or_default();
    }
}

/// A body that has known fields of the right types only.
fn checked(body: &Value, is_update: bool) -> Result<Map<String, Value>, Said> {
    let Some(body) = body.as_object() else { return Err(bad_request("Unexpected token in JSON")) };
    let mut wrong = Vec::new();
    for (name, value) in body {
        let field = FIELDS.iter().find(|(known, ..)| known == name);
        let known = field
            .map(|(_, kind, null)| (*kind, *null))
            .or((name == CREATE_NEW).then_some(('b', false)));
        let Some((kind, null)) =
            known.filter(|_| !(is_update && NOT_IN_UPDATE.contains(&name.as_str())))
        else {
            wrong.push(should_not_exist(name));
            continue;
        };
        let right = match kind {
            _ if value.is_null() => null,
            's' => value.is_string(),
            'b' => value.is_boolean(),
            't' => value.as_array().is_some_and(|list| list.iter().all(Value::is_string)),
            _ => value.is_object() || value.is_array(),
        };
        if !right {
            let kind = match kind {
                's' => "a string",
                'b' => "a boolean value",
                _ => "an array",
            };
            wrong.push(format!("{name} must be {kind}"));
        }
    }
    wrong.extend(country_and_email(body));
    if !is_update && !body.contains_key("locationId") {
        wrong.push("locationId should not be empty".to_owned());
    }
    if wrong.is_empty() { Ok(body.clone()) } else { Err(unprocessable(&wrong)) }
}

fn country_and_email(body: &Map<String, Value>) -> Vec<String> {
    let text = |name: &str| body.get(name).and_then(Value::as_str);
    let mut wrong = Vec::new();
    let two = |country: &str| country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase());
    if text("country").is_some_and(|country| !two(country)) {
        wrong.push("country must be a valid enum value".to_owned());
    }
    if text("email").is_some_and(|email| !email.is_empty() && !email.contains('@')) {
        wrong.push("email must be an email".to_owned());
    }
    wrong
}

fn apply(contact: &mut Contact, body: &Map<String, Value>) {
    for (name, value) in body {
        match value {
            Value::String(text) if name != "locationId" => {
                let text = text.trim().to_owned();
                if text.is_empty() {
                    contact.fields.remove(name);
                } else {
                    contact.fields.insert(name.clone(), text);
                }
            }
            Value::Null => drop(contact.fields.remove(name)),
            // An upsert takes away all tags that it does not name.
            Value::Array(tags) if name == "tags" => {
                let tags = tags.iter().filter_map(Value::as_str);
                contact.tags = tags.map(str::to_lowercase).collect();
            }
            _ => {}
        }
    }
}

fn should_not_exist(name: &str) -> String {
    format!("property {name} should not exist")
}

fn no_access() -> Said {
    let message = "The token does not have access to this location.";
    (403, json!({"statusCode": 403, "message": message, "error": "Forbidden"}))
}

fn no_location() -> Said {
    bad_request("Location not found")
}

fn no_contact(id: &str) -> Said {
    bad_request(&format!("Contact not found for id: {id}"))
}

fn duplicate(contact: &Contact, field: &str) -> Said {
    let meta = json!({
        "contactId": contact.id, "contactName": contact.name(), "matchingField": field,
    });
    let message = "This location does not allow duplicated contacts.";
    (400, json!({"statusCode": 400, "message": message, "meta": meta}))
}
