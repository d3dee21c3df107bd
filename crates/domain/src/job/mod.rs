//! Background work as data: one enum, whose payloads carry ids and never records.

mod record;
mod state;

use serde::{Deserialize, Serialize};

pub use record::{JobFigures, JobOrganization, JobPage, JobProgress, JobRecord, KindFigures};
pub use state::{JobState, Priority, Queue};

use crate::id::{ImportId, MailId, OrganizationId, PushId};

/// A unit of background work, stored as JSON with its kind as the tag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Job {
    /// Read the file of an import and decide the fate of each row.
    StageImport { import: ImportId },
    /// Change many staged rows of an import at once.
    ReviseImport { import: ImportId },
    /// Write the staged rows of an import into the workspace.
    CommitImport { import: ImportId },
    /// Take back what an import wrote.
    UndoImport { import: ImportId },
    /// Put in again what an undo took back.
    RestoreImport { import: ImportId },
    /// Put the keys of many contacts, under which their twins are found, in order behind a large import.
    MergeKeys,
    /// Find out what a push would do, asking the CRM and writing nothing there.
    PlanPush { push: PushId },
    /// Write the contacts of a push into the CRM.
    PushContacts { push: PushId },
    /// Hand a mail over to the mail server.
    SendMail { mail: MailId },
    /// Delete the records of an organization that nobody belongs to any more.
    EraseOrganization { organization: OrganizationId },
}

impl Job {
    /// Every kind, in the order in which operators see them.
    pub const KINDS: &[&str] = &[
        "stage_import",
        "revise_import",
        "commit_import",
        "undo_import",
        "restore_import",
        "merge_keys",
        "plan_push",
        "push_contacts",
        "erase_organization",
        "send_mail",
    ];

    /// The tag, for queues and figures.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::StageImport { .. } => "stage_import",
            Self::ReviseImport { .. } => "revise_import",
            Self::CommitImport { .. } => "commit_import",
            Self::UndoImport { .. } => "undo_import",
            Self::RestoreImport { .. } => "restore_import",
            Self::MergeKeys => "merge_keys",
            Self::PlanPush { .. } => "plan_push",
            Self::PushContacts { .. } => "push_contacts",
            Self::SendMail { .. } => "send_mail",
            Self::EraseOrganization { .. } => "erase_organization",
        }
    }

    /// The import that it works on, if one.
    pub const fn import(&self) -> Option<ImportId> {
        match self {
            Self::StageImport { import }
            | Self::ReviseImport { import }
            | Self::CommitImport { import }
            | Self::UndoImport { import }
            | Self::RestoreImport { import } => Some(*import),
            Self::MergeKeys
            | Self::PlanPush { .. }
            | Self::PushContacts { .. }
            | Self::SendMail { .. }
            | Self::EraseOrganization { .. } => None,
        }
    }

    /// The push that it works on, if one.
    pub const fn push(&self) -> Option<PushId> {
        match self {
            Self::PlanPush { push } | Self::PushContacts { push } => Some(*push),
            _ => None,
        }
    }

    /// Which workers take it.
    pub const fn queue(&self) -> Queue {
        match self {
            Self::SendMail { .. } => Queue::Small,
            _ => Queue::Records,
        }
    }

    /// What comes before what in one organization: what somebody looks at and waits for comes before
    /// what goes on for long and needs nobody.
    pub const fn priority(&self) -> Priority {
        match self {
            Self::SendMail { .. } => Priority::Interactive,
            Self::StageImport { .. } | Self::ReviseImport { .. } | Self::PlanPush { .. } => {
                Priority::Normal
            }
            Self::PushContacts { .. }
            | Self::CommitImport { .. }
            | Self::UndoImport { .. }
            | Self::RestoreImport { .. }
            | Self::MergeKeys
            | Self::EraseOrganization { .. } => Priority::Bulk,
        }
    }

    /// Attempts before a job is given up: with the worker's pauses half a minute for work on records,
    /// and about an hour for mails, because mail servers are away for longer.
    pub const fn max_attempts(&self) -> i64 {
        match self {
            Self::SendMail { .. } => 20,
            _ => 5,
        }
    }

    /// Whether an operator may stop it. Nobody takes back that a closed organization is emptied.
    pub const fn may_be_cancelled(&self) -> bool {
        !matches!(self, Self::EraseOrganization { .. })
    }
}
