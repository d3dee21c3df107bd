//! What an organization must never store, export or push again, as keyed hashes. The table alone says
//! nothing of anybody; the key is the server's.

mod change;
mod list;
mod matching;

pub use change::{Added, NewEntry, add, remove, remove_digests};
pub use list::{count, list};
pub use matching::{any, contacts_of, held_back, holding, matching};

use std::sync::Arc;

use domain::OrganizationId;
use domain::contact::ContactFields;
use domain::suppression::Identifier;

/// The keyed hash of an identifier, within one organization.
pub type Digest = [u8; 32];

type Hash = dyn Fn(OrganizationId, &str, &str) -> Digest + Send + Sync;

/// What hashes identifiers; the key behind it is the server's.
#[derive(Clone)]
pub struct Suppressor(Arc<Hash>);

impl Suppressor {
    /// `hash` computes a code over organization, kind and text that only the key's owner can.
    pub fn new(
        hash: impl Fn(OrganizationId, &str, &str) -> Digest + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(hash))
    }

    /// The hash of an identifier.
    pub fn digest(&self, organization: OrganizationId, identifier: &Identifier) -> Digest {
        (self.0)(organization, identifier.kind().as_str(), identifier.as_str())
    }

    /// The hashes by which a contact may be suppressed (see [`Identifier::all_of`]).
    pub fn digests(&self, organization: OrganizationId, fields: &ContactFields) -> Vec<Digest> {
        let all = Identifier::all_of(fields);
        all.iter().map(|found| self.digest(organization, &found.identifier)).collect()
    }
}
