use domain::value::line;
use http::StatusCode;
use serde_json::Value;

use crate::http::HttpError;

/// Characters of a message that are kept, and messages of an answer.
const MESSAGE_CHARS: usize = 300;
const MESSAGES: usize = 10;

/// Why a call did not do what it should. Messages are the CRM's words, on one line and cut; they
/// may hold values of the contact that was sent, so they are for its owner and never for a log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// Nothing was sent, so nothing was changed.
    #[error("the CRM was not reached: {0}")]
    NotReached(HttpError),
    /// It was sent, and nobody can say whether it was applied: no answer in time, a lost or
    /// malformed answer, or 5xx. Look before trying again.
    #[error("the outcome is unknown: {0}")]
    Unknown(&'static str),
    /// 400 or 422, or any other status that repeating would not change.
    #[error("the CRM refused the call with status {status}")]
    Refused { status: u16, messages: Vec<String>, duplicate: Option<Duplicate> },
    /// 401: the access token is not, or no longer, valid.
    #[error("the CRM does not accept the access token")]
    Unauthorised,
    /// 403: the token is valid and lacks a scope.
    #[error("the CRM does not permit the call")]
    Forbidden,
    /// The contact, or location, is not there (any more).
    #[error("the CRM does not have it")]
    Gone,
    /// 429. Nothing was changed.
    #[error("the allowance is used up")]
    Limited,
    /// The location is paused or cancelled; the same refresh token works once it is active again.
    #[error("the location is not active")]
    InactiveLocation,
    /// The code or refresh token was used before, is too old, or is none.
    #[error("the CRM does not accept the grant")]
    InvalidGrant,
}

/// The contact that a location without duplicates holds already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    pub contact_id: String,
    /// `email` or `phone`, if the CRM says which.
    pub field: Option<String>,
}

impl Trouble {
    /// What is to be said of a call without an answer.
    pub(super) fn of_http(error: HttpError) -> Self {
        match error {
            HttpError::Client
            | HttpError::NotAllowed
            | HttpError::Connect
            | HttpError::Certificate => Self::NotReached(error),
            HttpError::Timeout => Self::Unknown("no answer in time"),
            HttpError::TooLong => Self::Unknown("the answer was too long"),
            HttpError::Broken => Self::Unknown("the connection broke off"),
        }
    }

    /// What an answer that is no success means.
    pub(super) fn of_answer(status: StatusCode, body: &[u8]) -> Self {
        let body: Value = serde_json::from_slice(body).unwrap_or_default();
        let messages = messages(&body);
        let says = |words: &str| {
            messages.iter().any(|message| message.to_ascii_lowercase().contains(words))
        };
        match status.as_u16() {
            429 => Self::Limited,
            408 => Self::Unknown("no answer in time"),
            500.. => Self::Unknown("the CRM failed"),
            400 | 401 | 403 if says("location is not active") => Self::InactiveLocation,
            400 | 401 if says("invalid grant") || says("invalid_grant") => Self::InvalidGrant,
            401 => Self::Unauthorised,
            403 => Self::Forbidden,
            404 | 410 => Self::Gone,
            // An id that nobody has is a bad request in this version of the API.
            400 if says("not found") => Self::Gone,
            status => Self::Refused { status, duplicate: duplicate(&body), messages },
        }
    }

    /// Whether the change may have been made although the call failed.
    pub fn is_unknown(&self) -> bool {
        // A refusal with 422 was seen to come after the change, too.
        matches!(self, Self::Unknown(_) | Self::Refused { status: 422, .. })
    }
}

/// `message` is a text or a list of texts, whatever the status; OAuth's own words are beside it.
fn messages(body: &Value) -> Vec<String> {
    let list = match &body["message"] {
        Value::Array(list) => list.iter().filter_map(Value::as_str).collect(),
        Value::String(one) => vec![one.as_str()],
        _ => ["error", "error_description"].iter().filter_map(|key| body[key].as_str()).collect(),
    };
    let short = |text: &str| line(text).chars().take(MESSAGE_CHARS).collect();
    list.into_iter().take(MESSAGES).map(short).collect()
}

fn duplicate(body: &Value) -> Option<Duplicate> {
    let meta = &body["meta"];
    let contact_id = meta["contactId"].as_str().filter(|id| !id.is_empty())?.to_owned();
    let field = meta["matchingField"].as_str().map(str::to_owned);
    Some(Duplicate { contact_id, field })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trouble(status: u16, body: &str) -> Trouble {
        Trouble::of_answer(StatusCode::from_u16(status).unwrap(), body.as_bytes())
    }

    #[test]
    fn answers_are_told_apart() {
        let grant = r#"{"statusCode":400,"message":"Invalid grant: refresh token is invalid"}"#;
        for (status, body, expected) in [
            (429, "", Trouble::Limited),
            (500, "<html>", Trouble::Unknown("the CRM failed")),
            (503, "{}", Trouble::Unknown("the CRM failed")),
            (400, grant, Trouble::InvalidGrant),
            (401, r#"{"error":"invalid_grant"}"#, Trouble::InvalidGrant),
            (400, r#"{"message":"Location is not active"}"#, Trouble::InactiveLocation),
            (401, r#"{"message":"Invalid JWT"}"#, Trouble::Unauthorised),
            (403, "{}", Trouble::Forbidden),
            (404, "", Trouble::Gone),
            (400, r#"{"message":"Contact not found for id: x"}"#, Trouble::Gone),
        ] {
            assert_eq!(trouble(status, body), expected, "{status} {body}");
        }
    }

    #[test]
    fn a_refusal_carries_its_messages_as_text_or_list() {
        let list = r#"{"statusCode":422,"message":["property a should not exist","b\n c"]}"#;
        let Trouble::Refused { status: 422, messages, duplicate: None } = trouble(422, list) else {
            panic!("not refused");
        };
        assert_eq!(messages, ["property a should not exist", "b c"]);
        let one = r#"{"statusCode":400,"message":"This location does not allow duplicated contacts.",
            "meta":{"contactId":"c1","contactName":"Ada","matchingField":"email"}}"#;
        let Trouble::Refused { duplicate: Some(duplicate), .. } = trouble(400, one) else {
            panic!("no duplicate");
        };
        assert_eq!(
            (duplicate.contact_id.as_str(), duplicate.field.as_deref()),
            ("c1", Some("email"))
        );
    }

    #[test]
    fn long_messages_are_cut() {
        let body = format!(r#"{{"message":["{}"]}}"#, "x".repeat(5_000));
        let Trouble::Refused { messages, .. } = trouble(422, &body) else { panic!("not refused") };
        assert_eq!(messages[0].len(), MESSAGE_CHARS);
    }

    #[test]
    fn what_may_have_been_applied_is_said() {
        assert!(trouble(502, "").is_unknown());
        assert!(trouble(422, "{}").is_unknown());
        assert!(!trouble(400, "{}").is_unknown());
        assert!(!trouble(429, "{}").is_unknown());
        assert!(Trouble::of_http(HttpError::Timeout).is_unknown());
        assert!(!Trouble::of_http(HttpError::Connect).is_unknown());
    }
}
