//! Sign-in by an identity provider: OpenID Connect, authorization code with PKCE.

mod callback;
mod person;
mod start;

pub(crate) use callback::finish_oidc;
pub(crate) use start::start_oidc;
