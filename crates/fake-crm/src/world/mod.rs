//! All that the CRM knows. Nothing in here has a clock: moments are microseconds since the start.

pub(crate) mod chance;
pub(crate) mod contact;
mod contacts;
pub(crate) mod counts;
pub(crate) mod faults;
mod inspect;
pub(crate) mod limits;
pub(crate) mod location;
pub(crate) mod settings;
pub(crate) mod tokens;
pub(crate) mod webhook;
pub(crate) mod write;

use std::collections::{BTreeMap, BTreeSet};

use aws_lc_rs::signature::Ed25519KeyPair;

use chance::Chance;
use contacts::Contacts;
use counts::Counts;
use faults::Faults;
use limits::{Limits, Meter};
use location::Location;
use settings::Settings;
use tokens::Tokens;

/// The one app that the CRM knows.
pub const CLIENT_ID: &str = "660000000000000000000001-fakecrm1";
pub const CLIENT_SECRET: &str = "fake-crm-secret-of-the-app";
/// The location and the company that are there from the start.
pub const LOCATION: &str = "LocNorthwindSales001";
pub const COMPANY: &str = "CompanyNorthwind0001";
/// The only value of the header `Version` that is taken.
pub const VERSION: &str = "2021-07-28";

/// The state of the CRM.
pub struct World {
    pub settings: Settings,
    /// How many calls a location may make; `None` takes as many as come.
    pub limits: Option<Limits>,
    pub faults: Faults,
    pub counts: Counts,
    pub locations: BTreeMap<String, Location>,
    pub(crate) contacts: Contacts,
    pub(crate) tokens: Tokens,
    pub(crate) chance: Chance,
    pub(crate) meters: BTreeMap<String, Meter>,
    /// Writes that are at work, by what tells the contact.
    pub(crate) at_work: BTreeMap<String, u32>,
    /// Paths that were asked for and are none.
    pub unknown_paths: BTreeSet<String>,
    webhook_pair: Ed25519KeyPair,
}

impl World {
    pub(crate) fn new(seed: u64) -> anyhow::Result<Self> {
        let location = |id: &str, name: &str| (id.to_owned(), Location::new(id, name, COMPANY));
        let locations = [
            location(LOCATION, "Northwind Sales"),
            location("LocNorthwindSupport2", "Northwind Support"),
        ];
        Ok(Self {
            settings: Settings::default(),
            limits: None,
            faults: Faults::new(seed),
            counts: Counts::default(),
            locations: locations.into_iter().collect(),
            contacts: Contacts::default(),
            tokens: Tokens::default(),
            chance: Chance::new(seed),
            meters: BTreeMap::new(),
            at_work: BTreeMap::new(),
            unknown_paths: BTreeSet::new(),
            webhook_pair: Ed25519KeyPair::generate()?,
        })
    }
}
