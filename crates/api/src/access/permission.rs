use domain::access::{Need, Permission};

/// What a route asks for, as a type to be named in a handler's signature.
pub(crate) trait Needs {
    const NEED: Need;
}

macro_rules! permissions {
    ($($name:ident)*) => {
        $(
            #[doc = concat!("Needs [`Permission::", stringify!($name), "`].")]
            pub(crate) struct $name;
            impl Needs for $name {
                const NEED: Need = Need::Permission(Permission::$name);
            }
        )*
    };
}
permissions!(
    AuditRead ContactsDelete ContactsExport ContactsRead ContactsWrite CrmConnect CrmPush ImportsCommit ImportsStage
    KeysManage ListsRead ListsWrite MembersManage PrivacyManage SettingsManage UsageRead
);

/// A signed-in person, about themselves.
pub(crate) struct Personal;
impl Needs for Personal {
    const NEED: Need = Need::Person;
}

/// Staff of the installation, whatever their role in their organization.
pub(crate) struct Operator;
impl Needs for Operator {
    const NEED: Need = Need::Operator;
}

/// Any active member; keys are left out.
pub(crate) struct Membership;
impl Needs for Membership {
    const NEED: Need = Need::Member;
}
