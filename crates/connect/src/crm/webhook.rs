use aws_lc_rs::signature::{ED25519, UnparsedPublicKey};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use domain::Timestamp;
use serde_json::Value;

/// What stands before the 32 bytes of an Ed25519 key in its SPKI (RFC 8410).
const SPKI: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

/// Seconds that a webhook's own time may lie before or after ours, as the CRM advises.
const SKEW_SECONDS: i64 = 300;

/// The public key that proves a webhook to be the CRM's.
#[derive(Clone)]
pub struct WebhookKey([u8; 32]);

/// Why a webhook is not heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WebhookError {
    #[error("the key is not the base64 of an Ed25519 public key")]
    Key,
    #[error("the signature is missing or wrong")]
    Signature,
    #[error("the body is not of the expected form")]
    Malformed,
    #[error("the webhook is too old, or from the future")]
    Stale,
    #[error("the webhook is about another app")]
    OtherApp,
}

/// What a webhook tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// `INSTALL`, `UNINSTALL` or another word.
    pub kind: String,
    /// For one location; without it, for all of the company.
    pub location_id: Option<String>,
    pub company_id: Option<String>,
    /// Names this webhook; one that was heard before is a replay.
    pub webhook_id: Option<String>,
}

impl WebhookKey {
    /// Reads the base64 of an SPKI, or of the bare 32 bytes.
    ///
    /// # Errors
    /// [`WebhookError::Key`].
    pub fn parse(text: &str) -> Result<Self, WebhookError> {
        let bytes = BASE64_STANDARD.decode(text.trim()).map_err(|_| WebhookError::Key)?;
        let key = bytes.strip_prefix(&SPKI).unwrap_or(&bytes);
        key.try_into().map(Self).map_err(|_| WebhookError::Key)
    }

    /// Hears a webhook: `signature` is the header `x-ghl-signature` (base64), `body` the raw
    /// bytes, `app_id` [`super::Crm::app_id`].
    ///
    /// # Errors
    /// Any but [`WebhookError::Key`]; whoever repeats a webhook later cannot know which.
    pub fn hear(
        &self,
        signature: &str,
        body: &[u8],
        app_id: &str,
        now: Timestamp,
    ) -> Result<Notice, WebhookError> {
        let signature = BASE64_STANDARD.decode(signature.trim());
        let signature = signature.map_err(|_| WebhookError::Signature)?;
        let key = UnparsedPublicKey::new(&ED25519, self.0);
        key.verify(body, &signature).map_err(|_| WebhookError::Signature)?;
        let body: Value = serde_json::from_slice(body).map_err(|_| WebhookError::Malformed)?;
        let text = |key: &str| body[key].as_str().filter(|t| !t.is_empty()).map(str::to_owned);
        let kind = text("type").ok_or(WebhookError::Malformed)?;
        if text("appId").is_some_and(|app| app != app_id) {
            return Err(WebhookError::OtherApp);
        }
        // The CRM's own examples of these two kinds have no time.
        if let Some(time) = text("timestamp") {
            let time: Timestamp = time.parse().map_err(|_| WebhookError::Malformed)?;
            if time.seconds().abs_diff(now.seconds()) > SKEW_SECONDS.unsigned_abs() {
                return Err(WebhookError::Stale);
            }
        }
        let (location_id, company_id) = (text("locationId"), text("companyId"));
        Ok(Notice { kind, location_id, company_id, webhook_id: text("webhookId") })
    }
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};
    use serde_json::json;

    use super::*;

    const NOW: i64 = 1_767_225_600;

    fn hear(body: &Value, change: impl Fn(&mut Vec<u8>)) -> Result<Notice, WebhookError> {
        let pair = Ed25519KeyPair::generate().unwrap();
        let spki = [SPKI.as_slice(), pair.public_key().as_ref()].concat();
        let key = WebhookKey::parse(&BASE64_STANDARD.encode(spki)).unwrap();
        let mut bytes = body.to_string().into_bytes();
        let signature = BASE64_STANDARD.encode(pair.sign(&bytes));
        change(&mut bytes);
        key.hear(&signature, &bytes, "app", Timestamp::from_micros(NOW * 1_000_000))
    }

    #[test]
    fn an_uninstall_is_heard() {
        let body = json!({"type": "UNINSTALL", "appId": "app", "locationId": "l1"});
        let notice = hear(&body, |_| ()).unwrap();
        assert_eq!(
            (notice.kind.as_str(), notice.location_id.as_deref()),
            ("UNINSTALL", Some("l1"))
        );
        assert_eq!(notice.company_id, None);
    }

    #[test]
    fn what_was_changed_is_not_heard() {
        let body = json!({"type": "UNINSTALL", "appId": "app", "companyId": "k"});
        assert_eq!(hear(&body, |bytes| bytes.push(b' ')), Err(WebhookError::Signature));
        let key = WebhookKey::parse(super::super::Configuration::WEBHOOK_KEY).unwrap();
        let now = Timestamp::from_micros(0);
        for signature in ["", "AAAA", "not base64!"] {
            let heard = key.hear(signature, b"{}", "app", now);
            assert_eq!(heard, Err(WebhookError::Signature), "{signature}");
        }
    }

    #[test]
    fn time_and_app_are_checked_where_they_are_said() {
        let at = |seconds: i64| Timestamp::from_micros((NOW + seconds) * 1_000_000).to_string();
        for (body, expected) in [
            (json!({"type": "A", "timestamp": at(-299)}), None),
            (json!({"type": "A", "timestamp": at(-301)}), Some(WebhookError::Stale)),
            (json!({"type": "A", "timestamp": at(301)}), Some(WebhookError::Stale)),
            (json!({"type": "A", "timestamp": "soon"}), Some(WebhookError::Malformed)),
            (json!({"type": "A", "appId": "other"}), Some(WebhookError::OtherApp)),
            (json!({"appId": "app"}), Some(WebhookError::Malformed)),
        ] {
            assert_eq!(hear(&body, |_| ()).err(), expected, "{body}");
        }
    }
}
