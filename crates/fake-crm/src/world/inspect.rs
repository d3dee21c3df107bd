use super::World;
use super::contact::Contact;

impl World {
    /// All contacts of a location, by id.
    pub fn contacts(&self, location: &str) -> Vec<Contact> {
        self.contacts.of(location).cloned().collect()
    }

    /// Writes a contact as somebody in the CRM would. Answers its id.
    pub fn put_contact(&mut self, mut contact: Contact) -> String {
        if contact.id.is_empty() {
            contact.id = self.chance.word(20);
        }
        let id = contact.id.clone();
        self.contacts.put(contact);
        id
    }

    /// Deletes a contact as somebody in the CRM would.
    pub fn remove_contact(&mut self, id: &str) -> bool {
        self.contacts.remove(id).is_some()
    }

    /// Addresses and numbers that several contacts of a location have.
    pub fn duplicates(&self, location: &str) -> usize {
        self.contacts.shared_keys(location)
    }

    /// Forgets what was counted; what limits were used up stays so.
    pub fn forget_counts(&mut self) {
        self.counts = super::Counts::default();
        self.unknown_paths.clear();
    }
}
