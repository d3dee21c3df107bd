//! Mails by their meaning; their words are the mail room's.

use serde::{Deserialize, Serialize};

use crate::access::Role;
use crate::id::{InvitationId, LinkId};
use crate::notice::{NoticeSearch, Said};

/// What a mail says. Links are made from their ids when the mail is sent, so that nothing that
/// opens anything is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Letter {
    /// Confirm an address.
    VerifyEmail { link: LinkId, name: String },
    /// Somebody signed up with an address that has an account already.
    AlreadySignedUp { name: String },
    /// Set a new password.
    ResetPassword { link: LinkId, name: String },
    /// The password was changed; nothing to do unless it was somebody else.
    PasswordChanged { name: String },
    /// What proves who somebody is has changed; nothing to do unless it was somebody else.
    SecurityChanged { name: String, change: SecurityChange },
    /// Somebody used a copy of a refresh token; the session was ended.
    TokenReused { name: String, device: String },
    /// Join an organization.
    Invitation { invitation: InvitationId, organization: String, invited_by: String, role: Role },
    /// What changed in the saved searches that somebody follows by mail, at most once a day.
    SearchesChanged { name: String, organization: String, searches: Vec<SearchChanged> },
}

/// A saved search that changed. Its name and figures are all that a mail tells: neither what is searched
/// nor who is found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchChanged {
    pub search: NoticeSearch,
    pub said: Said,
}

/// A change of what proves who somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecurityChange {
    SecondFactorOn,
    SecondFactorOff,
    RecoveryCodeUsed,
    IdentityLinked,
}

impl SecurityChange {
    /// What happened, as a whole sentence begins.
    pub const fn said(self) -> &'static str {
        match self {
            Self::SecondFactorOn => "A second factor was set up",
            Self::SecondFactorOff => "Your second factor was taken away",
            Self::RecoveryCodeUsed => "A recovery code was used to sign in",
            Self::IdentityLinked => "An identity provider was connected",
        }
    }
}
