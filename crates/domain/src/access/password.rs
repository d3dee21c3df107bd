use serde::{Deserialize, Serialize};

use crate::problem::FieldError;

/// Characters in a password, at least (NIST SP 800-63B, section 3.1.1).
const PASSWORD_MIN: usize = 8;
/// Bytes in a password, at most: long enough for any phrase, short enough to hash.
const PASSWORD_MAX: usize = 256;

/// Checks the length of a new password. Whether it is common is the server's to say, because the
/// list would weigh the SPA down.
///
/// # Errors
/// What is wrong with the field of this name.
pub fn check_password(field: &str, password: &str) -> Result<(), FieldError> {
    if password.chars().count() < PASSWORD_MIN {
        let message = format!("Use at least {PASSWORD_MIN} characters; a phrase is good.");
        return Err(FieldError::new(field, "too_weak", message));
    }
    if password.len() > PASSWORD_MAX {
        let message = format!("Use at most {PASSWORD_MAX} bytes.");
        return Err(FieldError::new(field, "too_long", message));
    }
    Ok(())
}

/// The body of `POST me/password`. Not `Debug`, because it carries passwords.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    pub current_password: String,
    /// 8 characters at least; common passwords are refused.
    pub new_password: String,
}

/// The body of `POST auth/password/forgot`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EmailAddress {
    /// The address to sign in with.
    pub email: String,
}

/// The body of `POST auth/password/reset`. Not `Debug`, because it carries a password.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ResetPassword {
    /// What stands behind `#` in the link of the mail.
    pub token: String,
    /// 8 characters at least; common passwords are refused.
    pub password: String,
}

/// The body of `POST auth/email/verify`. Not `Debug`, because it carries a token.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LinkToken {
    /// What stands behind `#` in the link of the mail.
    pub token: String,
}
