use std::collections::{BTreeMap, HashMap};

use super::contact::Contact;
use super::location::Identity;

/// All contacts, with what tells them apart.
#[derive(Default)]
pub(crate) struct Contacts {
    /// By id.
    all: BTreeMap<String, Contact>,
    /// Ids by location, identity and normal form, in the order in which they came.
    keys: HashMap<(String, &'static str, String), Vec<String>>,
}

/// One form of equal addresses or numbers.
pub(crate) fn normal(identity: Identity, text: &str) -> String {
    match identity {
        Identity::Email => text.trim().to_lowercase(),
        Identity::Phone => {
            let digits = text.chars().filter(char::is_ascii_digit).collect::<String>();
            format!("+{digits}")
        }
    }
}

fn keys_of(contact: &Contact) -> Vec<(String, &'static str, String)> {
    let key = |identity: Identity| {
        let text = contact.get(identity.name()).filter(|text| !text.is_empty())?;
        Some((contact.location_id.clone(), identity.name(), normal(identity, text)))
    };
    [Identity::Email, Identity::Phone].into_iter().filter_map(key).collect()
}

impl Contacts {
    pub(crate) fn get(&self, location: &str, id: &str) -> Option<&Contact> {
        self.all.get(id).filter(|contact| contact.location_id == location)
    }

    pub(crate) fn of<'a>(&'a self, location: &'a str) -> impl Iterator<Item = &'a Contact> {
        self.all.values().filter(move |contact| contact.location_id == location)
    }

    /// The first that came of those with this address or number.
    pub(crate) fn find(&self, location: &str, identity: Identity, text: &str) -> Option<&Contact> {
        let key = (location.to_owned(), identity.name(), normal(identity, text));
        self.all.get(self.keys.get(&key)?.first()?)
    }

    /// Writes a contact in the place of the one with its id, if there is one.
    pub(crate) fn put(&mut self, contact: Contact) {
        self.remove(&contact.id);
        for key in keys_of(&contact) {
            self.keys.entry(key).or_default().push(contact.id.clone());
        }
        self.all.insert(contact.id.clone(), contact);
    }

    pub(crate) fn remove(&mut self, id: &str) -> Option<Contact> {
        let contact = self.all.remove(id)?;
        for key in keys_of(&contact) {
            if let Some(ids) = self.keys.get_mut(&key) {
                ids.retain(|one| one != id);
                if ids.is_empty() {
                    self.keys.remove(&key);
                }
            }
        }
        Some(contact)
    }

    /// Addresses and numbers that several contacts of a location have.
    pub(crate) fn shared_keys(&self, location: &str) -> usize {
        self.keys.iter().filter(|((of, ..), ids)| of == location && ids.len() > 1).count()
    }
}
