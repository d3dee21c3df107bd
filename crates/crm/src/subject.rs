//! The contacts of a push as they are now, with all that decides about them beside the CRM.

use std::collections::HashMap;

use db::crm::link::{self, Hashes};
use db::suppression::Suppressor;
use db::{Conn, Scope};
use domain::contact::Contact;
use domain::crm::{CrmField, CrmMapping};
use domain::suppression::Identifier;
use domain::value::{Email, Phone};
use domain::{ContactId, Layer};

use crate::body::Body;

/// One contact on its way.
#[derive(Debug, Clone)]
pub struct Subject {
    pub contact: ContactId,
    pub(crate) body: Body,
    /// Of the address and the number that are written.
    pub hashes: Hashes,
    /// The record that it is linked with.
    pub(crate) link: Option<String>,
    /// Another contact with the same address or number that was written before.
    pub(crate) twin: Option<ContactId>,
    pub(crate) stands: Standing,
}

/// Whether it may leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    Fit,
    /// Deleted meanwhile.
    Gone,
    Suppressed,
    /// Has neither an address nor a number that is written.
    Nameless,
}

/// Reads contacts.
pub struct Subjects<'a> {
    pub scope: &'a Scope,
    pub location: &'a str,
    pub mapping: &'a CrmMapping,
    pub suppressor: &'a Suppressor,
}

impl Subjects<'_> {
    /// The contacts of these ids, in their order.
    pub fn read(&self, conn: &mut Conn, ids: &[ContactId]) -> db::Result<Vec<Subject>> {
        let Self { scope, location, .. } = *self;
        let contacts = db::contact::by_ids(conn, scope, Layer::Workspace, ids)?;
        let fields: Vec<_> = contacts.iter().map(|contact| &contact.fields).collect();
        let held = db::suppression::held_back(conn, scope, self.suppressor, &fields)?;
        let links = link::of_contacts(conn, scope, location, ids)?;
        let known: HashMap<ContactId, (&Contact, bool)> = contacts
            .iter()
            .zip(held)
            .map(|(contact, held)| (contact.id, (contact, held)))
            .collect();
        let mut subjects: Vec<Subject> =
            ids.iter().map(|&id| self.subject(id, known.get(&id), &links)).collect();
        self.find_twins(conn, &mut subjects)?;
        Ok(subjects)
    }

    fn subject(
        &self,
        id: ContactId,
        known: Option<&(&Contact, bool)>,
        links: &HashMap<ContactId, String>,
    ) -> Subject {
        let mut body = Body::default();
        if let Some((contact, false)) = known {
            body.values = self.mapping.values(&contact.fields);
            body.tags = self.mapping.tags(&contact.fields);
        }
        let (email, phone) = (body.get(CrmField::Email), body.get(CrmField::Phone));
        let stands = match known {
            None => Standing::Gone,
            Some((_, true)) => Standing::Suppressed,
            _ if email.is_none() && phone.is_none() => Standing::Nameless,
            _ => Standing::Fit,
        };
        let hash =
            |identifier: &Identifier| self.suppressor.digest(self.scope.organization(), identifier);
        let email = email.map(|text| Identifier::email(&Email::from_stored(text.to_owned())));
        let phone = phone.and_then(|text| Identifier::phone(&Phone::from_stored(text.to_owned())));
        let hashes = Hashes { email: email.as_ref().map(hash), phone: phone.as_ref().map(hash) };
        Subject { contact: id, body, hashes, link: links.get(&id).cloned(), twin: None, stands }
    }

    /// The CRM would make one record of two contacts with the same address or number. Those that have a
    /// record of their own are known by that.
    fn find_twins(&self, conn: &mut Conn, subjects: &mut [Subject]) -> db::Result<()> {
        let asks = |one: &&Subject| one.link.is_none() && one.stands == Standing::Fit;
        let hashes: Vec<Hashes> =
            subjects.iter().filter(asks).map(|subject| subject.hashes).collect();
        if hashes.is_empty() {
            return Ok(());
        }
        let known = link::by_hashes(conn, self.scope, self.location, &hashes)?;
        for subject in subjects.iter_mut().filter(|one| asks(&&**one)) {
            subject.twin = subject.twin_among(&known);
        }
        Ok(())
    }
}

impl Subject {
    /// Whether it has neither been refused nor is a twin's.
    pub fn is_fit(&self) -> bool {
        self.stands == Standing::Fit && self.twin.is_none()
    }

    /// Looks for another contact with the same address or number among these, by the hashes; it is a
    /// conflict then, unless the contact has a record of its own.
    pub fn meet(&mut self, others: &HashMap<[u8; 32], ContactId>) {
        if self.link.is_none() && self.is_fit() {
            self.twin = self.twin_among(others);
        }
    }

    fn twin_among(&self, others: &HashMap<[u8; 32], ContactId>) -> Option<ContactId> {
        let own = [self.hashes.email, self.hashes.phone];
        let met = own.iter().flatten().filter_map(|hash| others.get(hash));
        met.copied().find(|other| *other != self.contact)
    }
}
