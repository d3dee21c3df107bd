use serde::{Deserialize, Serialize};

use crate::id::ContactId;
use crate::time::Timestamp;

words! {
    /// What a push will do with a contact, or what became of it.
    PushFate {
        /// Will be made in the CRM.
        Create "create" "To be created",
        /// Will be changed in the CRM.
        Update "update" "To be updated",
        /// The CRM has it already, as it would be written.
        Unchanged "unchanged" "Unchanged",
        /// Nobody can tell which record of the CRM it is.
        Conflict "conflict" "Conflict",
        /// Has neither an e-mail address nor a phone number that could be matched, or is gone.
        NotPushable "not_pushable" "Not pushable",
        /// Must not leave.
        Suppressed "suppressed" "Suppressed",
        /// Was made in the CRM and read back.
        Created "created" "Created",
        /// Was changed in the CRM and read back.
        Updated "updated" "Updated",
        /// Was not written, or the CRM did not keep what was written.
        Failed "failed" "Failed",
    }
}

impl PushFate {
    /// Whether it is still to be done.
    pub const fn waits(self) -> bool {
        matches!(self, Self::Create | Self::Update)
    }
}

/// One contact of a push.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PushItem {
    /// Its place in the push, from 1.
    pub number: u64,
    pub contact: ContactId,
    /// The contact's name as it is now; null if the contact is gone.
    pub name: Option<String>,
    /// What the dry run said.
    pub planned: PushFate,
    /// What it is now: as planned, until it is done.
    pub fate: PushFate,
    /// Why, for a person to read.
    pub reason: Option<String>,
    /// The CRM's fields that will be written, were written, or were not kept.
    pub fields: Vec<String>,
    /// The record of the CRM.
    pub crm_id: Option<String>,
    /// Of a conflict, the other record of the CRM.
    pub other_crm_id: Option<String>,
    /// Of a conflict, the other contact of the workspace.
    pub other_contact: Option<ContactId>,
    /// By which the CRM finds the request in its log.
    pub trace_id: Option<String>,
    pub updated_at: Timestamp,
}

/// The answer of `GET crm/pushes/{id}/items`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PushItems {
    pub items: Vec<PushItem>,
    pub next_cursor: Option<String>,
}

/// Which contacts of a push are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FateFilter {
    /// Those that are this now; all, unless given.
    pub fate: Option<PushFate>,
}
