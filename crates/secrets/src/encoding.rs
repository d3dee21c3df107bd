//! Several values as one run of bytes that can be cut in one way only.

/// A label and parts, each behind its length: `("ab", "c")` and `("a", "bc")` differ.
pub(crate) fn join(label: &str, parts: &[&[u8]]) -> Vec<u8> {
    let mut joined = Vec::new();
    for part in std::iter::once(label.as_bytes()).chain(parts.iter().copied()) {
        // A length is never beyond 64 bits.
        joined.extend((part.len() as u64).to_be_bytes());
        joined.extend(part);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn parts_cannot_be_shifted() {
        assert_ne!(join("l", &[b"ab", b"c"]), join("l", &[b"a", b"bc"]));
        assert_ne!(join("l", &[b"ab"]), join("l", &[b"ab", b""]));
        assert_ne!(join("la", &[b"b"]), join("l", &[b"ab"]));
    }
}
