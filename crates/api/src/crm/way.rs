use domain::SessionId;
use serde::{Deserialize, Serialize};

/// What a browser has set out for: the session that did, and the state that the CRM has to send back.
#[derive(Serialize, Deserialize)]
pub(super) struct Way {
    pub(super) session: SessionId,
    pub(super) state: String,
}

/// The hash under which a state is kept.
pub(super) fn hash(state: &str) -> [u8; 32] {
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, state.as_bytes());
    let mut hash = [0; 32];
    hash.copy_from_slice(digest.as_ref());
    hash
}
