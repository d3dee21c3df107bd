use domain::Sources;
use secrecy::SecretString;
use zeroize::Zeroizing;

/// Crockford's base 32: `i`, `l`, `o` and `u` are left out, and the first three are read as the
/// digits they look like.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Codes for the day the phone is lost: ten, of 50 bits each, written as `k3v9q-80mzt`.
pub fn recovery_codes(sources: &Sources) -> Vec<SecretString> {
    (0..10).map(|_| code(&sources.bytes())).collect()
}

fn code(random: &[u8; 10]) -> SecretString {
    let mut text = Zeroizing::new(String::with_capacity(11));
    for (index, byte) in random.iter().enumerate() {
        if index == 5 {
            text.push('-');
        }
        // 256 is a multiple of 32, so every character is as likely as every other.
        text.push(char::from(ALPHABET[usize::from(byte % 32)]));
    }
    text.as_str().into()
}

/// A code as it is hashed, whatever was typed: without blanks and hyphens, in lower case, with
/// the letters that look like digits as digits.
pub fn normalize(code: &str) -> String {
    let letters = code.chars().filter(|c| !c.is_whitespace() && !"-‐‑‒–—".contains(*c));
    letters
        .map(|c| match c.to_ascii_lowercase() {
            'o' => '0',
            'i' | 'l' => '1',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use secrecy::ExposeSecret;

    proptest! {
        #[test]
        fn a_code_survives_being_typed(random in any::<[u8; 10]>()) {
            let code = code(&random);
            let code = code.expose_secret();
            prop_assert_eq!(code.len(), 11);
            prop_assert_eq!(&code[5..6], "-");
            let plain = code.replace('-', "");
            prop_assert!(!plain.contains(['i', 'l', 'o', 'u']));
            let typed = code.to_uppercase().replace('0', "O").replace('1', "l");
            prop_assert_eq!(normalize(&format!(" {} ", typed.replace('-', " – "))), plain);
        }
    }

    #[test]
    fn every_character_occurs() {
        let used: std::collections::BTreeSet<char> = (0..=255)
            .flat_map(|byte| code(&[byte; 10]).expose_secret().chars().collect::<Vec<_>>())
            .collect();
        assert_eq!(used.len(), 33, "32 characters and the hyphen");
    }

    #[test]
    fn there_are_ten_different_codes() {
        let codes = recovery_codes(&Sources::predictable());
        let different: std::collections::BTreeSet<_> =
            codes.iter().map(ExposeSecret::expose_secret).collect();
        assert_eq!((codes.len(), different.len()), (10, 10));
    }
}
