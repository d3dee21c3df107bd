//! A fake CRM with a client of it.

use std::time::Duration;

use connect::crm::{Configuration, Crm, Fields};
use fake_crm::{CLIENT_ID, CLIENT_SECRET, Contact, FakeCrm, LOCATION, Pair};
use secrecy::SecretString;

pub(crate) const BACK: &str = "http://127.0.0.1:9/api/v1/crm/callback";

pub(crate) struct Site {
    pub(crate) fake: FakeCrm,
    pub(crate) crm: Crm,
}

impl Site {
    pub(crate) fn start() -> Self {
        let fake = FakeCrm::start().unwrap();
        let crm = client(&fake);
        Self { fake, crm }
    }

    /// An access token of the first location.
    pub(crate) fn token(&self) -> SecretString {
        self.fake.install(LOCATION).access_token.into()
    }

    pub(crate) fn pair(&self) -> Pair {
        self.fake.install(LOCATION)
    }

    /// Writes a contact as somebody in the CRM would.
    pub(crate) fn put(&self, pairs: &[(&str, &str)]) -> String {
        let (id, location_id, tags) = (String::new(), LOCATION.to_owned(), Vec::new());
        let contact = Contact { id, location_id, fields: fields(pairs), tags };
        self.fake.change(|world| world.put_contact(contact))
    }

    pub(crate) fn contacts(&self) -> Vec<Contact> {
        self.fake.change(|world| world.contacts(LOCATION))
    }
}

pub(crate) fn client(fake: &FakeCrm) -> Crm {
    let (id, secret) = (CLIENT_ID.to_owned(), CLIENT_SECRET.to_owned().into());
    let mut configuration = Configuration::new(id, secret, BACK.to_owned());
    configuration.authorize_url = fake.authorize_url();
    configuration.token_url = fake.token_url();
    fake.url().clone_into(&mut configuration.api_url);
    configuration.webhook_key = fake.webhook_key();
    configuration.timeout = Duration::from_millis(500);
    Crm::new(configuration).unwrap()
}

pub(crate) fn fields(pairs: &[(&str, &str)]) -> Fields {
    pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}
