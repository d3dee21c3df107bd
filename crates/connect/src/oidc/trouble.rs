//! What went wrong with a provider, in our own words: what it wrote stays out of the log.

use openidconnect::core::CoreErrorResponseType;
use openidconnect::{
    ClaimsVerificationError, DiscoveryError, RequestTokenError, SignatureVerificationError,
    StandardErrorResponse, UserInfoError,
};

use super::OidcError;
use crate::http::HttpError;

type TokenError = RequestTokenError<HttpError, StandardErrorResponse<CoreErrorResponseType>>;

pub(super) fn failed(cause: impl Into<String>) -> OidcError {
    OidcError::Failed(cause.into())
}

pub(super) fn discovery(what: &str, error: &DiscoveryError<HttpError>) -> OidcError {
    failed(match error {
        DiscoveryError::Request(error) => format!("{what}: {error}"),
        DiscoveryError::Response(status, ..) => {
            format!("{what}: status {} or a wrong content type", status.as_u16())
        }
        DiscoveryError::Parse(_) => format!("{what}: not of the expected form"),
        DiscoveryError::Validation(_) => format!("{what}: of another issuer"),
        _ => format!("{what}: not understood"),
    })
}

pub(super) fn token(error: &TokenError) -> OidcError {
    failed(match error {
        RequestTokenError::ServerResponse(answer) => {
            let code = answer.error().as_ref();
            let plain =
                code.len() <= 40 && code.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
            format!("the code was refused: {}", if plain { code } else { "an unknown code" })
        }
        RequestTokenError::Request(error) => format!("the token endpoint: {error}"),
        RequestTokenError::Parse(..) => "the token endpoint: not of the expected form".to_owned(),
        RequestTokenError::Other(_) => "the token endpoint: not understood".to_owned(),
    })
}

pub(super) fn claims(error: &ClaimsVerificationError) -> OidcError {
    use SignatureVerificationError as Signature;
    failed(match error {
        ClaimsVerificationError::Expired(_) => "the ID token has expired or comes from the future",
        ClaimsVerificationError::InvalidAudience(_) => "the ID token is for somebody else",
        ClaimsVerificationError::InvalidIssuer(_) => "the ID token is of another issuer",
        ClaimsVerificationError::InvalidNonce(_) => "the ID token has another nonce",
        ClaimsVerificationError::SignatureVerification(signature) => match signature {
            Signature::NoMatchingKey => "no key of the provider fits the ID token",
            Signature::DisallowedAlg(_) | Signature::UnsupportedAlg(_) => {
                "the ID token is signed in a way that is not allowed"
            }
            Signature::NoSignature => "the ID token is not signed",
            _ => "the signature of the ID token is wrong",
        },
        _ => "the ID token is not understood",
    })
}

pub(super) fn user_info(error: &UserInfoError<HttpError>) -> OidcError {
    failed(match error {
        UserInfoError::Request(error) => format!("the user info endpoint: {error}"),
        UserInfoError::Response(status, ..) => {
            format!("the user info endpoint: status {}", status.as_u16())
        }
        UserInfoError::ClaimsVerification(_) => {
            "the user info endpoint speaks of another person".to_owned()
        }
        _ => "the user info endpoint: not understood".to_owned(),
    })
}
