//! The second factor: an authenticator app, and recovery codes.

mod codes;
mod confirm;
mod disable;
mod start;

pub(super) use codes::make_recovery_codes;
pub(super) use confirm::confirm_totp;
pub(super) use disable::disable_totp;
pub(super) use start::start_totp;
