//! Keys by which the server knows an act that is sent twice.

use leptos::prelude::window;

/// The header that carries the key.
pub(super) const HEADER: &str = "Idempotency-Key";

/// A key for one act: a random UUID. `crypto.randomUUID` exists only in secure contexts, random
/// bytes exist in all. None if the browser has neither; then an act is sent without.
pub(super) fn new_key() -> Option<String> {
    let mut bytes = [0; 16];
    window().crypto().ok()?.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(uuid(bytes))
}

/// Random bytes as a UUID of version 4 (RFC 9562).
fn uuid(mut bytes: [u8; 16]) -> String {
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex = format!("{:032x}", u128::from_be_bytes(bytes));
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}

#[cfg(test)]
mod tests {
    use super::uuid;

    #[test]
    fn a_key_is_a_uuid_of_version_4() {
        assert_eq!(uuid([0; 16]), "00000000-0000-4000-8000-000000000000");
        assert_eq!(uuid([0xff; 16]), "ffffffff-ffff-4fff-bfff-ffffffffffff");
    }
}
