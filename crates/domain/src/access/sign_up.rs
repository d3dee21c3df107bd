use serde::{Deserialize, Serialize};

use super::check_password;
use crate::problem::FieldError;
use crate::value::{Email, line};

/// The body of `POST auth/signup`. Not `Debug`, because it carries a password.
#[derive(Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignUp {
    /// The address to sign in with.
    pub email: String,
    /// 8 characters at least; common passwords are refused.
    pub password: String,
    /// The person's name.
    pub name: String,
    /// The name of the organization to make.
    pub organization: String,
}

/// A sign-up whose fields are all acceptable. Whether the password is common is the server's
/// to say, because the list would weigh the SPA down.
pub struct ParsedSignUp {
    pub email: Email,
    pub password: String,
    pub name: String,
    pub organization: String,
}

impl SignUp {
    /// Checks every field.
    ///
    /// # Errors
    /// All wrong fields at once.
    pub fn parse(self) -> Result<ParsedSignUp, Vec<FieldError>> {
        let mut errors = Vec::new();
        let email = Email::parse(&self.email)
            .map_err(|message| errors.push(FieldError::new("email", "invalid", message)));
        if let Err(error) = check_password("password", &self.password) {
            errors.push(error);
        }
        let mut named = |field: &str, text: &str| {
            let text = line(text);
            if text.is_empty() {
                errors.push(FieldError::required(field));
            } else if text.chars().count() > 120 {
                errors.push(FieldError::new(field, "too_long", "Use at most 120 characters."));
            }
            text
        };
        let name = named("name", &self.name);
        let organization = named("organization", &self.organization);
        match (email, errors.is_empty()) {
            (Ok(email), true) => {
                Ok(ParsedSignUp { email, password: self.password, name, organization })
            }
            _ => Err(errors),
        }
    }
}
