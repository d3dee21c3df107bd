use http::Method;
use secrecy::SecretString;
use serde_json::{Value, json};
use url::form_urlencoded::byte_serialize;

use super::{Crm, Fields, Location, Record, Reply, Trouble, Upserted};

/// By what the CRM looks for a contact that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key<'a> {
    Email(&'a str),
    /// In E.164 form.
    Phone(&'a str),
}

/// Fields that an update does not take; it refuses the whole call for one of them.
const NOT_IN_UPDATE: [&str; 3] = ["locationId", "gender", "createNewIfDuplicateAllowed"];

impl Crm {
    /// A location by its id. Proves the token, too.
    pub async fn location(&self, token: &SecretString, location_id: &str) -> Reply<Location> {
        let path = format!("/locations/{}", encoded(location_id));
        self.call(Method::GET, &path, token, None).await.and_then(|body| Location::read(&body))
    }

    /// Creates a contact, or updates the one that the location's rules find by e-mail or phone.
    /// If these are of two contacts, one of them is updated and the CRM says nothing: compare what
    /// it answers with what was sent.
    pub async fn upsert(
        &self,
        token: &SecretString,
        location_id: &str,
        fields: &Fields,
    ) -> Reply<Upserted> {
        let mut body = json!(fields);
        body["locationId"] = location_id.into();
        let reply = self.call(Method::POST, "/contacts/upsert", token, Some(&body)).await;
        reply.and_then(|body| Upserted::read(&body))
    }

    /// Changes the fields of a contact that is known by its id; others stay.
    pub async fn update(
        &self,
        token: &SecretString,
        contact_id: &str,
        fields: &Fields,
    ) -> Reply<Record> {
        let mut body = json!(fields);
        if let Some(body) = body.as_object_mut() {
            body.retain(|name, _| !NOT_IN_UPDATE.contains(&name.as_str()));
        }
        let path = format!("/contacts/{}", encoded(contact_id));
        let reply = self.call(Method::PUT, &path, token, Some(&body)).await;
        reply.and_then(|body| Record::inside(&body))
    }

    /// Adds tags to those that a contact has. Answers all that it has then.
    pub async fn add_tags(
        &self,
        token: &SecretString,
        contact_id: &str,
        tags: &[String],
    ) -> Reply<Vec<String>> {
        let path = format!("/contacts/{}/tags", encoded(contact_id));
        let reply = self.call(Method::POST, &path, token, Some(&json!({ "tags": tags }))).await;
        reply.and_then(|body| {
            let tags = body["tags"].as_array().ok_or(Trouble::Unknown("the answer has no tags"))?;
            Ok(tags.iter().filter_map(Value::as_str).map(str::to_owned).collect())
        })
    }

    /// A contact by its id; [`Trouble::Gone`], if it is not there.
    pub async fn contact(&self, token: &SecretString, contact_id: &str) -> Reply<Record> {
        let path = format!("/contacts/{}", encoded(contact_id));
        self.call(Method::GET, &path, token, None).await.and_then(|body| Record::inside(&body))
    }

    /// The contact that has this e-mail address or phone number, if any. One key at a time: with
    /// both, the CRM picks one by rules of its own.
    pub async fn find_duplicate(
        &self,
        token: &SecretString,
        location_id: &str,
        key: Key<'_>,
    ) -> Reply<Option<Record>> {
        let (name, value) = match key {
            Key::Email(email) => ("email", email),
            Key::Phone(phone) => ("number", phone),
        };
        let location = encoded(location_id);
        let path =
            format!("/contacts/search/duplicate?locationId={location}&{name}={}", encoded(value));
        // What it answers has no schema: a contact, null, or nothing at all.
        self.call(Method::GET, &path, token, None).await.and_then(|body| match &body["contact"] {
            Value::Null => Ok(None),
            contact => match Record::read(contact) {
                Some(record) => Ok(Some(record)),
                None => Err(Trouble::Unknown("the answer has no contact")),
            },
        })
    }
}

/// A text as a segment of a path or a value of a query.
fn encoded(text: &str) -> String {
    // A blank as `+` is right in a query only.
    byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_keys_cannot_leave_their_place() {
        assert_eq!(encoded("a/../b?c#d e"), "a%2F..%2Fb%3Fc%23d%20e");
        assert_eq!(encoded("+15555550100"), "%2B15555550100");
        assert_eq!(encoded("a+b@example.com"), "a%2Bb%40example.com");
    }
}
