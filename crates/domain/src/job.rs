//! Background work as data: one enum, whose payloads carry ids and never records.

use serde::{Deserialize, Serialize};

use crate::id::{ImportId, MailId, OrganizationId};

/// A unit of background work, stored as JSON with its kind as the tag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Job {
    /// Read the file of an import and decide the fate of each row.
    StageImport { import: ImportId },
    /// Write the staged rows of an import into the workspace.
    CommitImport { import: ImportId },
    /// Hand a mail over to the mail server.
    SendMail { mail: MailId },
    /// Delete the records of an organization that nobody belongs to any more.
    EraseOrganization { organization: OrganizationId },
}

impl Job {
    /// The tag, for queues and figures.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::StageImport { .. } => "stage_import",
            Self::CommitImport { .. } => "commit_import",
            Self::SendMail { .. } => "send_mail",
            Self::EraseOrganization { .. } => "erase_organization",
        }
    }
}
