use domain::{Layer, OrganizationId, Partition, UserId, partition};

/// A capability: whose data may be touched, and in whose name. Only authentication and a claimed
/// job make one, so a query without an owner does not compile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    organization: OrganizationId,
    user: UserId,
}

impl Scope {
    pub(crate) const fn new(organization: OrganizationId, user: UserId) -> Self {
        Self { organization, user }
    }

    /// The tenant.
    pub const fn organization(&self) -> OrganizationId {
        self.organization
    }

    /// In whose name.
    pub const fn user(&self) -> UserId {
        self.user
    }

    /// The owner of the records of a layer.
    pub(crate) fn owner(&self, layer: Layer) -> OrganizationId {
        match layer {
            Layer::Workspace => self.organization,
            Layer::Directory => partition::directory(),
        }
    }

    /// The proof that search asks for.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that makes them")]
    pub fn partition(&self, layer: Layer) -> Partition {
        Partition::of(self.owner(layer))
    }
}
