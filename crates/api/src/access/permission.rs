use domain::access::Permission;

/// A permission as a type, to be named in a handler's signature.
pub(crate) trait Needs {
    /// The permission; none for routes that every active member may use.
    const PERMISSION: Option<Permission>;
}

macro_rules! permissions {
    ($($name:ident)*) => {
        $(
            #[doc = concat!("Needs [`Permission::", stringify!($name), "`].")]
            pub(crate) struct $name;
            impl Needs for $name {
                const PERMISSION: Option<Permission> = Some(Permission::$name);
            }
        )*
    };
}
permissions!(ContactsRead ContactsWrite ContactsDelete ImportsStage ImportsCommit);

/// Every active member may.
pub(crate) struct Anything;
impl Needs for Anything {
    const PERMISSION: Option<Permission> = None;
}
