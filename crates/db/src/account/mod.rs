//! A person and what proves them. These functions serve sign-in, before there is an organization,
//! and people's own settings; so they take the user, whom the caller has proved.

mod credentials;
mod delete;
mod factor;
mod hand_over;
mod identity;
mod profile;

pub use credentials::{Credentials, credentials, credentials_of, set_password};
pub use delete::{Left, close, enqueue_erasure};
pub use factor::{
    Factor, RecoveryUse, confirm_factor, disable_factor, factor, factors, replace_recovery_codes,
    reseal_factor, start_factor, use_recovery_code, use_step,
};
pub use hand_over::hand_over;
pub use identity::{find_identity, link_identity};
pub use profile::{home, is_verified, person, rename, scope_in, verify_email};
