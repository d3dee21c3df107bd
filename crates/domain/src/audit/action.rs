use serde::{Deserialize, Serialize};

macro_rules! actions {
    ($($name:ident $word:literal $said:literal,)*) => {
        /// One kind of act. The word is stored for ever and never changes its meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum Action {
            $(#[doc = $said] #[serde(rename = $word)] $name,)*
        }
        impl Action {
            /// Every action, by subject.
            pub const ALL: &[Self] = &[$(Self::$name,)*];
            /// The word that is stored.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }
            /// The act as a person reads it.
            pub const fn said(self) -> &'static str {
                match self { $(Self::$name => $said,)* }
            }
        }
    };
}

actions! {
    SignedUp "auth.signed_up" "Signed up",
    SignedIn "auth.signed_in" "Signed in",
    SignInFailed "auth.sign_in_failed" "Failed to sign in",
    SignedOut "auth.signed_out" "Signed out",
    TokenReused "auth.token_reused" "Used a refresh token again; the session was ended",
    SessionEnded "auth.session_ended" "Ended a session",
    EmailVerified "auth.email_verified" "Confirmed the e-mail address",
    IdentityLinked "auth.identity_linked" "Connected an identity provider",
    PasswordChanged "auth.password_changed" "Changed the password",
    PasswordResetAsked "auth.password_reset_asked" "Asked for a new password",
    PasswordReset "auth.password_reset" "Set a new password by mail",
    SecondFactorEnabled "auth.second_factor_enabled" "Set up a second factor",
    SecondFactorDisabled "auth.second_factor_disabled" "Took the second factor away",
    RecoveryCodesMade "auth.recovery_codes_made" "Made new recovery codes",
    ProofFailed "auth.proof_failed" "Failed to prove who they are once more",
    ProfileChanged "profile.changed" "Changed the profile",
    AccountDeleted "profile.deleted" "Deleted the account",
    OrganizationCreated "organization.created" "Made the organization",
    OrganizationChanged "organization.changed" "Changed the organization's settings",
    PackageChanged "organization.package_changed" "Was given another package",
    OrganizationEntered "organization.entered" "Switched to the organization",
    OrganizationClosed "organization.closed" "Closed the organization",
    MemberJoined "member.joined" "Joined",
    MemberChanged "member.changed" "Changed a member",
    MemberRemoved "member.removed" "Removed a member",
    InvitationMade "invitation.made" "Invited somebody",
    InvitationRevoked "invitation.revoked" "Took an invitation back",
    KeyMade "api_key.made" "Made an API key",
    KeyRotated "api_key.rotated" "Rotated an API key",
    KeyRevoked "api_key.revoked" "Revoked an API key",
    ContactCreated "contact.created" "Made a contact",
    ContactChanged "contact.changed" "Changed a contact",
    ContactDeleted "contact.deleted" "Deleted a contact",
    ImportUploaded "import.uploaded" "Uploaded a file",
    ImportSourceChanged "import.source_changed" "Changed how a file is read",
    ImportMapped "import.mapped" "Mapped a file",
    ImportStarted "import.started" "Started the commit of an import",
    ImportCancelled "import.cancelled" "Cancelled an import",
    ImportEdited "import.edited" "Changed rows of an import",
    ImportFinished "import.finished" "Finished an import",
    ImportStopped "import.stopped" "Stopped an import",
    ImportUndoAsked "import.undo_asked" "Asked for the undo of an import",
    ImportRestoreAsked "import.restore_asked" "Asked for an import to be put in again",
    ImportUndone "import.undone" "Took an import back",
    ImportRestored "import.restored" "Put an import in again",
    ImportFailed "import.failed" "Failed an import",
    ImportProfileDeleted "import_profile.deleted" "Deleted an import profile",
    ContactsExported "contacts.exported" "Exported contacts",
    ContactsExportEnded "contacts.export_ended" "Ended an export of contacts",
    SuppressionsAdded "suppression.added" "Added to the suppression list",
    SuppressionsRemoved "suppression.removed" "Took from the suppression list",
    SavedSearchMade "saved_search.made" "Saved a search",
    SavedSearchChanged "saved_search.changed" "Changed a saved search",
    SavedSearchDeleted "saved_search.deleted" "Deleted a saved search",
    SavedSearchRestored "saved_search.restored" "Had a saved search back",
    ListMade "list.made" "Made a list",
    ListChanged "list.changed" "Changed a list",
    ListFilled "list.filled" "Put contacts into a list",
    ListEmptied "list.emptied" "Took contacts out of a list",
    ListDeleted "list.deleted" "Deleted a list",
    ListRestored "list.restored" "Had a list back",
    CrmConnectAsked "crm.connect_asked" "Set out to connect a CRM",
    CrmLocationChosen "crm.location_chosen" "Chose a location of the CRM",
    CrmConnected "crm.connected" "Connected a CRM",
    CrmConnectFailed "crm.connect_failed" "Failed to connect a CRM",
    CrmDisconnected "crm.disconnected" "Disconnected the CRM",
    CrmUninstalled "crm.uninstalled" "Had the CRM disconnected from its side",
    CrmReconnectNeeded "crm.reconnect_needed" "Found that the CRM has to be connected again",
    CrmMappingChanged "crm.mapping_changed" "Changed what goes into the CRM",
    PushPlanned "push.planned" "Asked for the dry run of a push",
    PushStarted "push.started" "Started a push",
    PushPaused "push.paused" "Paused a push",
    PushResumed "push.resumed" "Went on with a push",
    PushCancelled "push.cancelled" "Cancelled a push",
    PushRetried "push.retried" "Tried the failed contacts of a push again",
    PushFinished "push.finished" "Finished a push",
    PushFailed "push.failed" "Failed a push",
    JobCancelled "job.cancelled" "Stopped a background job",
    JobRetried "job.retried" "Tried a background job again",
    OperatorAdded "operator.added" "Made somebody an operator",
    OperatorRemoved "operator.removed" "Took somebody's place as operator away",
    AuditExported "audit.exported" "Exported the audit log",
    AuditSealedAnew "audit.sealed_anew" "Sealed the audit log anew",
    AccessDenied "access.denied" "Was refused",
}

impl Action {
    /// The action of a stored word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|action| action.as_str() == word)
    }
}
