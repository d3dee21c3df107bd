use domain::audit::Actor;
use domain::{ApiKeyId, Layer, OrganizationId, Partition, UserId, partition};

/// A capability: whose data may be touched, and in whose name. Only authentication, a claimed job and the
/// watch of a person who follows searches make one, so a query without an owner does not compile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    organization: OrganizationId,
    user: UserId,
    key: Option<ApiKeyId>,
}

impl Scope {
    pub(crate) const fn new(organization: OrganizationId, user: UserId) -> Self {
        Self { organization, user, key: None }
    }

    /// The scope of a key, which acts for the user who made it.
    pub(crate) const fn of_key(
        organization: OrganizationId,
        user: UserId,
        key: Option<ApiKeyId>,
    ) -> Self {
        Self { organization, user, key }
    }

    /// The tenant.
    pub const fn organization(&self) -> OrganizationId {
        self.organization
    }

    /// Who acts: the key, if one does, else the user.
    pub const fn actor(&self) -> Actor {
        match self.key {
            Some(key) => Actor::Key(key),
            None => Actor::User(self.user),
        }
    }

    /// From here to its end the transaction sees this organization's rows only; for one that began
    /// as work of the installation, to find out whose it is.
    ///
    /// # Errors
    /// The database failed.
    pub fn enter(&self, conn: &mut crate::Conn) -> crate::Result<()> {
        crate::dialect::enter(conn, self.organization)
    }

    /// The key that acts, if one does.
    pub(crate) const fn key(&self) -> Option<ApiKeyId> {
        self.key
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
