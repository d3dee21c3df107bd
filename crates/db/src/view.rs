use domain::OrganizationId;

/// Whose rows a transaction can see. PostgreSQL's row-level security holds it, as a second wall
/// behind the [`Scope`](crate::Scope) that every query takes; SQLite knows nothing of the kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum View {
    /// What the installation works on: accounts, sessions, keys, jobs, logs, of whomever. Tables
    /// of records answer with an error.
    Installation,
    /// The rows of one organization, and those of the directory to read.
    Organization(OrganizationId),
    /// The contacts of all, to read, for the search index.
    Index,
}
