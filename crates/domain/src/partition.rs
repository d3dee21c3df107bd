//! Whose records a query may touch.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::id::{OrganizationId, TypedId};

/// Which body of records is meant: the organization's own, or the shared directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Layer {
    /// The organization's own records: saved, imported, or created by hand.
    #[default]
    Workspace,
    /// Records shared by all organizations, maintained by operators.
    Directory,
}

/// The owner under which the directory's records are stored: the nil UUID.
pub fn directory() -> OrganizationId {
    OrganizationId::from_uuid(Uuid::nil())
}

/// A proof that its holder may look into one owner's records. Search and index take it instead
/// of a bare organization id; only the db crate makes one, out of a `Scope`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Partition(OrganizationId);

impl Partition {
    /// For the db crate alone (clippy refuses it elsewhere).
    pub const fn of(owner: OrganizationId) -> Self {
        Self(owner)
    }

    /// Whether they are the workspace's or the directory's.
    pub fn layer(self) -> Layer {
        if self.0 == directory() { Layer::Directory } else { Layer::Workspace }
    }

    /// The owner of the records.
    pub const fn owner(self) -> OrganizationId {
        self.0
    }
}
