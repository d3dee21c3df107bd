//! Permissions, `resource:verb`. The same words are the scopes of API keys.

use serde::{Deserialize, Serialize};

macro_rules! permissions {
    ($($name:ident $word:literal,)*) => {
        /// One thing that a role or a key may do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum Permission {
            $(#[doc = concat!("`", $word, "`")] #[serde(rename = $word)] $name,)*
        }
        impl Permission {
            /// Every permission, in the order of the role table.
            pub const ALL: &[Self] = &[$(Self::$name,)*];
            /// The word that stands for it in tokens, scopes and documents.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }
        }
    };
}

permissions! {
    ContactsRead "contacts:read",
    ListsRead "lists:read",
    UsageRead "usage:read",
    ContactsWrite "contacts:write",
    ListsWrite "lists:write",
    CorrectionsPropose "corrections:propose",
    ImportsStage "imports:stage",
    ContactsDelete "contacts:delete",
    ContactsMerge "contacts:merge",
    ContactsExport "contacts:export",
    CorrectionsReview "corrections:review",
    ImportsCommit "imports:commit",
    CrmPush "crm:push",
    MembersManage "members:manage",
    KeysManage "keys:manage",
    CrmConnect "crm:connect",
    BillingManage "billing:manage",
    SettingsManage "settings:manage",
    AuditRead "audit:read",
    PrivacyManage "privacy:manage",
    WebhooksManage "webhooks:manage",
}

impl Permission {
    /// Whether an API key may hold it. Keys never manage keys, members or billing: a leaked key
    /// must not be able to make itself a successor. Nor do they connect a CRM, which takes a browser, or
    /// say what goes there: one that leaked would lead contacts into somebody else's.
    pub const fn is_for_keys(self) -> bool {
        !matches!(
            self,
            Self::KeysManage | Self::MembersManage | Self::BillingManage | Self::CrmConnect
        )
    }
}
