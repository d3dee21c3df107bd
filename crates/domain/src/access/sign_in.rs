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

/// What the pages of somebody who is not signed in need to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignInOptions {
    /// Identity providers to sign in with, beside the password.
    pub providers: Vec<Provider>,
    pub sign_up: SignUpMode,
}

/// An identity provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Provider {
    /// The word in the address: `GET auth/oidc/{id}/start`.
    pub id: String,
    /// Its name on the button.
    pub label: String,
}

/// What follows a sign-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SignUpMode {
    /// The person is signed in at once, and confirms the address later.
    Direct,
    /// The address is confirmed first; the answer is the same for every address.
    Mail,
}
