//! Roles and what each may do.

use serde::{Deserialize, Serialize};

use super::Permission;

/// A member's role in one organization.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Reads.
    Viewer,
    /// Writes contacts and prepares imports.
    Member,
    /// Also deletes, merges, exports, commits and pushes.
    Manager,
    /// Also manages members, keys, connections, billing and settings.
    OrganizationAdmin,
}

/// Where a membership stands. Only an active one opens anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MemberStatus {
    /// Asked, has not accepted yet.
    Invited,
    /// In.
    Active,
    /// Kept out for a time.
    Suspended,
    /// Gone; the row stays for the record.
    Removed,
}

impl Role {
    /// Every role, least first.
    pub const ALL: &[Self] = &[Self::Viewer, Self::Member, Self::Manager, Self::OrganizationAdmin];

    /// The word that is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Member => "member",
            Self::Manager => "manager",
            Self::OrganizationAdmin => "organization_admin",
        }
    }

    /// The role's name as people read it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Viewer => "Viewer",
            Self::Member => "Member",
            Self::Manager => "Manager",
            Self::OrganizationAdmin => "Organization Admin",
        }
    }

    /// The least role that holds a permission. Roles include all that lesser roles may do.
    pub const fn least_for(permission: Permission) -> Self {
        use Permission as P;
        match permission {
            P::ContactsRead | P::ListsRead | P::UsageRead => Self::Viewer,
            P::ContactsWrite | P::ListsWrite | P::CorrectionsPropose | P::ImportsStage => {
                Self::Member
            }
            P::ContactsDelete
            | P::ContactsMerge
            | P::ContactsExport
            | P::CorrectionsReview
            | P::ImportsCommit
            | P::CrmPush => Self::Manager,
            P::MembersManage
            | P::KeysManage
            | P::CrmConnect
            | P::BillingManage
            | P::SettingsManage
            | P::AuditRead
            | P::PrivacyManage
            | P::WebhooksManage => Self::OrganizationAdmin,
        }
    }

    /// Whether this role holds the permission.
    pub fn allows(self, permission: Permission) -> bool {
        self >= Self::least_for(permission)
    }

    /// All that this role may do, in the order of the role table.
    pub fn permissions(self) -> Vec<Permission> {
        Permission::ALL.iter().copied().filter(|&permission| self.allows(permission)).collect()
    }
}

impl MemberStatus {
    /// Every status.
    pub const ALL: &[Self] = &[Self::Invited, Self::Active, Self::Suspended, Self::Removed];

    /// The word that is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Removed => "removed",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_the_product_holds() {
        let counts: Vec<_> = Role::ALL.iter().map(|role| role.permissions().len()).collect();
        assert_eq!(counts, [3, 7, 13, 21]);
        assert!(!Role::Member.allows(Permission::ImportsCommit));
        assert!(Role::Manager.allows(Permission::ImportsCommit));
    }
}
