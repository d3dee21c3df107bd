use serde::{Deserialize, Serialize};

/// The body of `POST auth/login`. Not `Debug`, because it carries a password.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// The address given at sign-up.
    pub email: String,
    pub password: String,
}
