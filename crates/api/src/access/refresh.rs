//! Refresh tokens. A token is computed from its session's seed and its generation under a key
//! that only the servers know. So the database holds nothing that opens anything; any node can
//! make the present token of a session again, which two tabs that refresh at the same moment
//! need; and an old token is told from a forged one: it was truly issued, so its use means
//! that somebody holds a copy.

use std::fmt::Write as _;

use aws_lc_rs::hmac;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use db::session::Session;
use domain::SessionId;
use domain::id::TypedId;

use super::keys::Keys;

/// A refresh token as a cookie carries it: session, generation, and 256 bits that prove both.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct RefreshToken {
    pub(crate) session: SessionId,
    pub(crate) generation: i64,
    proof: Vec<u8>,
}

impl RefreshToken {
    /// The token of a session's present generation.
    pub(crate) fn current(keys: &Keys, session: &Session) -> Self {
        let proof = prove(keys, session, session.generation);
        Self { session: session.id, generation: session.generation, proof }
    }

    /// Reads a cookie's value; none if it is not of the form.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let session = format!("{}_{}", SessionId::PREFIX, parts.next()?).parse().ok()?;
        let generation = parts.next()?.parse().ok()?;
        let proof = BASE64_URL_SAFE_NO_PAD.decode(parts.next()?).ok()?;
        parts.next().is_none().then_some(Self { session, generation, proof })
    }

    /// The cookie's value.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        // Writing into a text cannot fail.
        let _ = write!(text, "{}.{}.", self.session.uuid().simple(), self.generation);
        BASE64_URL_SAFE_NO_PAD.encode_string(&self.proof, &mut text);
        text
    }

    /// Whether a server issued this token for this session, be it used up or not.
    pub(crate) fn is_genuine(&self, keys: &Keys, session: &Session) -> bool {
        self.session == session.id
            && (0..=session.generation).contains(&self.generation)
            && hmac::verify(&keys.refresh, &message(session, self.generation), &self.proof).is_ok()
    }
}

fn prove(keys: &Keys, session: &Session, generation: i64) -> Vec<u8> {
    hmac::sign(&keys.refresh, &message(session, generation)).as_ref().to_vec()
}

fn message(session: &Session, generation: i64) -> Vec<u8> {
    [session.id.uuid().as_bytes().as_slice(), &session.seed, &generation.to_be_bytes()].concat()
}
