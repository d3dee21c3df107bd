//! What a key may do, in groups.

use domain::access::{Permission, Role};

/// Scopes of one kind, with what they are called.
pub(super) struct Group {
    pub(super) title: &'static str,
    pub(super) scopes: Vec<Permission>,
}

/// What a key of this maker can be given, in three groups; empty groups are left out.
pub(super) fn groups(maker: Role) -> Vec<Group> {
    let of = |title, wanted: fn(Role) -> bool| {
        let fits = |scope: &&Permission| {
            scope.is_for_keys() && maker.allows(**scope) && wanted(Role::least_for(**scope))
        };
        Group { title, scopes: Permission::ALL.iter().filter(fits).copied().collect() }
    };
    let groups = [
        of("Read", |role| role == Role::Viewer),
        of("Write", |role| role == Role::Member || role == Role::Manager),
        of("Manage", |role| role == Role::OrganizationAdmin),
    ];
    groups.into_iter().filter(|group| !group.scopes.is_empty()).collect()
}

/// What a scope allows, in a few words.
pub(super) const fn words(scope: Permission) -> &'static str {
    use Permission as P;
    match scope {
        P::ContactsRead => "Search and read contacts",
        P::ListsRead => "Read lists",
        P::UsageRead => "Read the usage",
        P::ContactsWrite => "Add and change contacts",
        P::ListsWrite => "Change lists",
        P::CorrectionsPropose => "Propose corrections",
        P::ImportsStage => "Upload and prepare imports",
        P::ContactsDelete => "Delete contacts",
        P::ContactsMerge => "Merge contacts",
        P::ContactsExport => "Export contacts",
        P::CorrectionsReview => "Review corrections",
        P::ImportsCommit => "Commit imports",
        P::CrmPush => "Push to a CRM",
        P::MembersManage => "Manage members",
        P::KeysManage => "Manage API keys",
        P::CrmConnect => "Connect a CRM",
        P::BillingManage => "Manage billing",
        P::SettingsManage => "Change settings",
        P::AuditRead => "Read the audit log",
        P::PrivacyManage => "Manage privacy",
        P::WebhooksManage => "Manage webhooks",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scope_for_keys_has_one_place() {
        let all: Vec<Permission> =
            groups(Role::OrganizationAdmin).into_iter().flat_map(|group| group.scopes).collect();
        let wanted = Permission::ALL.iter().filter(|scope| scope.is_for_keys()).count();
        assert_eq!(all.len(), wanted);
        assert!(all.iter().all(|scope| scope.is_for_keys()));
    }

    #[test]
    fn nobody_gives_more_than_they_may() {
        let viewer = groups(Role::Viewer);
        assert_eq!(viewer.len(), 1);
        assert_eq!(viewer[0].title, "Read");
    }
}
