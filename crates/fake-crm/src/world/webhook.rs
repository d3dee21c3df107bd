use aws_lc_rs::signature::KeyPair as _;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::Serialize;
use serde_json::json;

use super::{CLIENT_ID, COMPANY, World};

/// What stands before the 32 bytes of an Ed25519 key in its SPKI (RFC 8410).
const SPKI: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

/// A webhook as it is sent: the body's bytes are what is signed.
#[derive(Debug, Clone, Serialize)]
pub struct Webhook {
    pub body: String,
    /// For the header `x-ghl-signature`.
    pub signature: String,
}

impl World {
    pub(crate) fn webhook_key(&self) -> String {
        let key = self.webhook_pair.public_key();
        BASE64_STANDARD.encode([SPKI.as_slice(), key.as_ref()].concat())
    }

    /// Signs any body.
    pub fn sign(&self, body: String) -> Webhook {
        let signature = BASE64_STANDARD.encode(self.webhook_pair.sign(body.as_bytes()));
        Webhook { body, signature }
    }

    /// Tells of an uninstall, of a location or of the whole company, as the CRM's examples do.
    pub fn uninstall_webhook(&self, location: Option<&str>) -> Webhook {
        let app = CLIENT_ID.rsplit_once('-').map_or(CLIENT_ID, |(app, _)| app);
        let body = match location {
            Some(location) => {
                json!({"type": "UNINSTALL", "appId": app, "locationId": location})
            }
            None => json!({"type": "UNINSTALL", "appId": app, "companyId": COMPANY}),
        };
        self.sign(body.to_string())
    }
}
