//! Who asks, and what they may do: the only way to a scope in this room.

mod act;
mod authenticate;
mod caller;
mod cookie;
mod factor;
mod keys;
mod mail;
mod origin;
mod passwords;
mod patience;
mod permission;
mod proof;
mod recent;
mod refresh;
mod signed_in;
mod token;
mod verified;

pub(crate) use act::commit;
pub(crate) use authenticate::{Access, refuse};
pub(crate) use caller::{Caller, credential, identify};
pub(crate) use cookie::{RefreshCookie, forget, refresh_cookie};
pub(crate) use factor::{Proof, SECRET_BYTES, totp, use_app_code, use_code, wrong_code};
pub(crate) use mail::{is_too_soon, post, post_change, post_reset, post_verification};
pub(crate) use origin::{Arrived, Origin, network};
pub(crate) use passwords::{Checked, Passwords, check_new};
pub(crate) use patience::{MEMORY, Patience};
pub(crate) use permission::{
    AuditRead, ContactsDelete, ContactsExport, ContactsRead, ContactsWrite, CrmConnect, CrmPush,
    ImportsCommit, ImportsStage, KeysManage, ListsRead, ListsWrite, MembersManage, Membership,
    Operator, Personal, PrivacyManage, SettingsManage, UsageRead,
};
pub(crate) use recent::Recent;
pub(crate) use refresh::RefreshToken;
pub(crate) use signed_in::{
    SESSION_SECONDS, me, open_session, second_factor_required, signed_in, welcome,
};

pub use keys::{KeyError, Keys, Secrets};
pub use passwords::{PasswordCost, hash_password};
pub use vault::{LoadKeys, Vault};
