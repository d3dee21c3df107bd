//! The closed list of error codes: code, HTTP status and title in one table.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident, $code:literal, $status:literal, $title:literal;)*) => {
        /// A stable error code. Clients act on it; it never changes its meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum Code {
            $($(#[$doc])* #[serde(rename = $code)] $name,)*
        }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The code as it travels.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }
            /// The HTTP status that goes with it.
            pub const fn status(self) -> u16 {
                match self { $(Self::$name => $status,)* }
            }
            /// The kind of problem in a few words.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }
        }
    };
}

codes! {
    /// The body, query or path could not be read at all.
    MalformedRequest, "malformed_request", 400, "The request could not be read";
    /// Fields were read but cannot be accepted; `errors` names each.
    InvalidInput, "invalid_input", 422, "Some fields need another look";
    /// No valid access token.
    NotSignedIn, "not_signed_in", 401, "Sign in first";
    /// E-mail and password do not belong together.
    WrongCredentials, "wrong_credentials", 401, "E-mail or password is wrong";
    /// E-mail and password are right; a code of the second factor is still to come.
    SecondFactorRequired, "second_factor_required", 401, "Enter the code of your second factor";
    /// The refresh token is unknown, expired or was used before.
    SessionEnded, "session_ended", 401, "The session has ended";
    /// The caller's role does not allow this.
    NotPermitted, "not_permitted", 403, "Your role does not allow this";
    /// The organization asks for a second factor, which the caller has not set up.
    SecondFactorMissing, "second_factor_missing", 403, "Set up a second factor first";
    /// The address has to be confirmed by the mail that was sent to it.
    EmailNotVerified, "email_not_verified", 403, "Confirm your e-mail address first";
    /// The person belongs to no organization.
    NoOrganization, "no_organization", 403, "You belong to no organization";
    /// The invitation is for another address than the caller's.
    WrongPerson, "wrong_person", 403, "This invitation is for somebody else";
    /// A request with a cookie came from another site.
    CrossSite, "cross_site", 403, "Requests from other sites are refused";
    /// The act takes more than is left of the organization's package.
    LimitReached, "limit_reached", 403, "The limit of your package is reached";
    /// Unknown, deleted, or another organization's.
    NotFound, "not_found", 404, "Not found";
    /// No such route.
    NoRoute, "no_route", 404, "There is no such route";
    /// The route exists, but not for this method.
    MethodNotAllowed, "method_not_allowed", 405, "This method is not allowed here";
    /// Not possible in the state the resource is in now.
    WrongState, "wrong_state", 409, "Not possible in this state";
    /// An organization always keeps one Organization Admin.
    LastAdmin, "last_admin", 409, "The organization would lose its last Organization Admin";
    /// An equal request with this Idempotency-Key is still at work.
    RequestInFlight, "request_in_flight", 409, "The same request is still at work";
    /// A request with this Idempotency-Key took effect, but its answer was lost.
    OutcomeUnknown, "outcome_unknown", 409, "The first request took effect; its answer is lost";
    /// A link of a mail was used before, replaced by a newer one, or has expired.
    LinkGone, "link_gone", 410, "This link does not work any more";
    /// The record changed since it was read (`If-Match` does not match).
    Changed, "changed", 412, "The record has changed meanwhile";
    /// A change needs `If-Match`.
    IfMatchRequired, "if_match_required", 428, "Send If-Match with the record's ETag";
    /// The body or file is larger than allowed.
    TooLarge, "too_large", 413, "Too large";
    /// The body has another content type than the route reads.
    UnsupportedMediaType, "unsupported_media_type", 415, "This content type is not read here";
    /// The Idempotency-Key was used before, with another request.
    IdempotencyMismatch, "idempotency_mismatch", 422, "The Idempotency-Key belongs to another request";
    /// A field holds what the organization must not store; `errors` names the fields.
    Suppressed, "suppressed", 422, "This must not be stored";
    /// The file is empty.
    FileEmpty, "file_empty", 422, "The file is empty";
    /// The file is not a table of text that can be imported.
    FileNotReadable, "file_not_readable", 422, "The file cannot be imported";
    /// The installation knows no CRM, the organization has connected none, or the connection does not work.
    CrmNotConnected, "crm_not_connected", 409, "No CRM is connected";
    /// The signature of a webhook is missing or wrong.
    WrongSignature, "wrong_signature", 401, "The signature is wrong";
    /// Too many requests at once, or too many in a time.
    TooManyRequests, "too_many_requests", 429, "Too many requests";
    /// A fault of the server; the log knows it under the request id.
    Internal, "internal", 500, "Something went wrong on our side";
    /// Not ready yet, or overloaded.
    Unavailable, "unavailable", 503, "Not available at the moment";
    /// No space left to store what was sent.
    StorageFull, "storage_full", 507, "No space left";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
