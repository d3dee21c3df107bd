use serde::{Deserialize, Serialize};

/// A code of the second factor: six digits of an authenticator app, or a recovery code. Not
/// `Debug`, because codes open accounts.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SecondFactor {
    /// Blanks and hyphens do not matter.
    pub code: String,
}

/// A new secret for an authenticator app, in force once a code of it was confirmed. Not `Debug`.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TotpSetup {
    /// The secret in base32, for typing.
    pub secret: String,
    /// `otpauth://totp/…`, for apps on the same device.
    pub uri: String,
    /// The same as a picture: a `data:image/svg+xml;base64,…` address of a QR code.
    pub qr: String,
}

/// Codes for the day the phone is lost; each works once, and they are shown once. Not `Debug`.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoveryCodes {
    pub codes: Vec<String>,
}
