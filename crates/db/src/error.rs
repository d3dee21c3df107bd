use diesel::result::DatabaseErrorKind;

/// What can go wrong between a function of this room and the database.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database refused or could not answer.
    #[error("database: {0}")]
    Query(diesel::result::Error),
    /// A constraint that a caller can explain to a person.
    #[error("constraint {0:?} does not hold")]
    Constraint(Constraint),
    /// The record changed since it was read.
    #[error("the record has another version by now")]
    Stale,
    /// The lease of a job went to another worker; whatever this one does is void.
    #[error("the lease of the job is lost")]
    LeaseLost,
    /// An operator asked for the end of the job that this is a write of.
    #[error("the job was cancelled")]
    JobCancelled,
    /// No connection could be had, or the address is wrong.
    #[error("connection: {0}")]
    Connection(String),
    /// A migration failed or is unknown to this build.
    #[error("migration: {0}")]
    Migration(String),
    /// A stored value does not read back.
    #[error("stored value of {0} does not read back")]
    Corrupt(&'static str),
    /// No space left on the device.
    #[error("no space left for the database")]
    Full,
}

impl Error {
    /// Whether the database was away, full or held by another process, which is no fault of the work
    /// that met it.
    pub fn is_outage(&self) -> bool {
        use diesel::result::Error::{BrokenTransactionManager, DatabaseError};
        match self {
            Self::Connection(_) | Self::Full | Self::Query(BrokenTransactionManager) => true,
            Self::Query(DatabaseError(kind, info)) => {
                let says = |text: &&str| info.message().contains(*text);
                let lost = matches!(
                    kind,
                    DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand
                );
                lost || LOST.iter().any(says) || says(&"database is locked")
            }
            _ => false,
        }
    }

    /// What it is without what it says: messages of a database may repeat what is in its rows.
    pub fn class(&self) -> String {
        match self {
            Self::Query(diesel::result::Error::DatabaseError(kind, _)) => {
                format!("database: {kind:?}")
            }
            Self::Query(_) => "database: the answer was not understood".to_owned(),
            Self::Connection(_) => "The database did not answer.".to_owned(),
            other => other.to_string(),
        }
    }
}

/// What PostgreSQL and its library say when a connection is lost or cannot be had.
const LOST: [&str; 6] = [
    "terminating connection",
    "server closed the connection",
    "no connection to the server",
    "could not receive data from server",
    "could not send data to server",
    "the database system is",
];

/// Constraints by their meaning, whatever a database calls them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Constraint {
    /// Another user signs in with this address.
    EmailTaken,
    /// Another transaction wrote the same row first: the next of an audit log, or the first data key.
    /// Beginning again helps.
    Raced,
    /// Another request claimed the same Idempotency-Key first.
    KeyClaimed,
    /// The person of the identity provider is known already.
    IdentityKnown,
    /// Another organization has this location of the CRM.
    LocationTaken,
    /// The record of the CRM is another contact's.
    RecordTaken,
    /// The webhook was heard before.
    HookHeard,
}

/// Name at PostgreSQL, columns as SQLite names them, meaning.
const CONSTRAINTS: &[(&str, &str, Constraint)] = &[
    ("users_email_key", "users.email_key", Constraint::EmailTaken),
    ("audit_events_pkey", "audit_events.organization_id, audit_events.seq", Constraint::Raced),
    ("audit_heads_pkey", "audit_heads.organization_id", Constraint::Raced),
    ("data_keys_pkey", "data_keys.organization_id, data_keys.version", Constraint::Raced),
    ("suppressions_pkey", "suppressions.organization_id, suppressions.digest", Constraint::Raced),
    ("usage_pkey", "usage.organization_id, usage.month, usage.meter", Constraint::Raced),
    ("idempotency_keys_pkey", "idempotency_keys.name", Constraint::KeyClaimed),
    ("crm_connections_location", "crm_connections.location", Constraint::LocationTaken),
    ("crm_connections_organization", "crm_connections.organization_id", Constraint::Raced),
    (
        "crm_links_record",
        "crm_links.organization_id, crm_links.location, crm_links.crm_id",
        Constraint::RecordTaken,
    ),
    ("crm_hooks_pkey", "crm_hooks.hash", Constraint::HookHeard),
    ("identities_pkey", "identities.issuer, identities.subject", Constraint::IdentityKnown),
];

impl From<diesel::result::Error> for Error {
    fn from(error: diesel::result::Error) -> Self {
        // A full disk lets a COMMIT fail, after which there is nothing to roll back: the first of the two
        // tells what happened.
        if let diesel::result::Error::RollbackErrorOnCommit { commit_error, .. } = error {
            return Self::from(*commit_error);
        }
        let diesel::result::Error::DatabaseError(kind, info) = &error else {
            return Self::Query(error);
        };
        let message = info.message();
        if message.contains("disk is full") || message.contains("No space left") {
            return Self::Full;
        }
        if matches!(kind, DatabaseErrorKind::UniqueViolation) {
            let known = CONSTRAINTS.iter().find(|(postgres, sqlite, _)| {
                info.constraint_name() == Some(postgres) || message.ends_with(sqlite)
            });
            if let Some((.., constraint)) = known {
                return Self::Constraint(*constraint);
            }
        }
        Self::Query(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(kind: DatabaseErrorKind, text: &str) -> Error {
        diesel::result::Error::DatabaseError(kind, Box::new(text.to_owned())).into()
    }

    #[test]
    fn outages_are_told_from_what_is_wrong_with_the_work() {
        use DatabaseErrorKind::{ClosedConnection, NotNullViolation, Unknown};
        let restarted = "terminating connection due to administrator command";
        assert!(said(Unknown, restarted).is_outage());
        assert!(said(ClosedConnection, "").is_outage());
        assert!(said(Unknown, "could not extend file: No space left on device").is_outage());
        assert!(Error::Connection("refused".to_owned()).is_outage());
        assert!(!said(NotNullViolation, "null value").is_outage());
        assert!(!said(Unknown, "canceling statement due to statement timeout").is_outage());
    }
}
