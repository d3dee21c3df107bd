use domain::{OrganizationId, partition};
use secrets::Place;

/// Where a sealed value belongs: it opens nowhere else.
#[derive(Debug, Clone, Copy)]
pub struct Cell<'a> {
    pub organization: OrganizationId,
    pub table: &'static str,
    pub column: &'static str,
    /// The id of the row, as text.
    pub row: &'a str,
}

impl<'a> Cell<'a> {
    /// The secret of a second factor. A user may belong to several organizations, so the installation's
    /// own key seals it.
    pub fn of_factor(user: &'a str) -> Self {
        let organization = partition::directory();
        Self { organization, table: "users", column: "totp_secret", row: user }
    }

    /// A token of a connection to a CRM, in one of its two columns.
    pub const fn of_connection(
        organization: OrganizationId,
        column: &'static str,
        connection: &'a str,
    ) -> Self {
        Self { organization, table: "crm_connections", column, row: connection }
    }

    pub(crate) const fn place(self, version: i64) -> Place<'a> {
        let Self { organization, table, column, row } = self;
        Place { organization, table, column, row, version }
    }
}
