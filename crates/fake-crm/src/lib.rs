//! A CRM for tests: as strict as the real one was seen to be, and unfriendly on demand.
//!
//! It keeps contacts, codes and tokens in memory, and serves on loopback: the API under the paths
//! of the CRM's own specification (`specs/`), the page of consent, and a control face under
//! `/_fake/` by which a test, a browser journey or a measurement makes faults and reads what is
//! there. Never a dependency of the product's binaries.

mod control;
mod face;
mod server;
mod world;

pub use server::FakeCrm;
pub use world::chance::Chance;
pub use world::contact::{Contact, FIELDS, NOT_IN_UPDATE};
pub use world::counts::{Call, Counts};
pub use world::faults::{Fault, Faults, Planned, Shares};
pub use world::limits::Limits;
pub use world::location::{Identity, Location};
pub use world::settings::Settings;
pub use world::tokens::Pair;
pub use world::webhook::Webhook;
pub use world::{CLIENT_ID, CLIENT_SECRET, COMPANY, LOCATION, VERSION, World};
