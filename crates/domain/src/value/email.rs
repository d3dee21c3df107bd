use serde::{Deserialize, Serialize};

use super::{line, text_value};

/// An e-mail address in the form that is stored and compared: trimmed, NFC and lower case, an
/// international domain in Unicode (`müller.de`, not `xn--mller-kva.de`), as a person writes it.
///
/// The syntax is that of RFC 5321 without quoted local parts and address literals, which no
/// business address uses; letters beyond ASCII are allowed (RFC 6531). At most 254 bytes, the
/// local part at most 64 (RFC 5321, section 4.5.3.1).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = "ada@example.com"))]
pub struct Email(String);
text_value!(Email);

impl Email {
    /// Reads an address. A leading `mailto:`, a query behind the address, brackets and quotes
    /// around it and stray punctuation at its end are dropped.
    ///
    /// # Errors
    /// What was expected, for a person to read.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = line(text);
        let text = bare(&text);
        let (local, domain) = text
            .rsplit_once('@')
            .ok_or("Expected an address such as ada@example.com; there is no @.")?;
        if local.is_empty() || local.len() > 64 || text.len() > 254 {
            return Err("The part before the @ must have 1 to 64 characters.".to_owned());
        }
        if local.starts_with('.') || local.ends_with('.') || local.contains("..") {
            return Err("Dots must stand between letters in the part before the @.".to_owned());
        }
        if let Some(c) = local.chars().find(|&c| !is_local_char(c)) {
            return Err(format!("The character {c:?} cannot stand before the @."));
        }
        let expected =
            || format!("Expected a domain such as example.com after the @, not {domain:?}.");
        let host = host(domain).ok_or_else(expected)?;
        if !host.contains('.') {
            return Err(expected());
        }
        Ok(Self(format!("{}@{host}", lower(local))))
    }

    /// The part behind the `@`.
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }
}

/// The address without what people and programs put around it.
fn bare(text: &str) -> &str {
    let text = text.trim_matches(['<', '>', '"', '\'', '(', ')', '[', ']', ',', ';', ':', ' ']);
    let text = match text.get(..7) {
        Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => {
            text[7..].split('?').next().unwrap_or_default()
        }
        _ => text,
    };
    text.trim_end_matches(['.', ',', ';', '>', ' ']).trim_start()
}

/// Lower case that stays so: a second time changes nothing.
fn lower(text: &str) -> String {
    line(&text.to_lowercase())
}

/// A host name in its one form: lower case, international labels in Unicode. None if it is none.
#[cfg(feature = "reference")]
pub(super) fn host(text: &str) -> Option<String> {
    let is_host = |text: &str| text.len() <= 253 && text.split('.').all(is_label);
    if text.is_ascii() && !text.to_ascii_lowercase().contains("xn--") {
        let text = text.to_ascii_lowercase();
        return is_host(&text).then_some(text);
    }
    let ascii = idna::domain_to_ascii(text).ok()?;
    let (unicode, checked) = idna::domain_to_unicode(&ascii);
    (checked.is_ok() && is_host(&ascii) && is_host(&unicode)).then_some(unicode)
}

/// As above, but international labels stay as written: their tables are the server's.
#[cfg(not(feature = "reference"))]
pub(super) fn host(text: &str) -> Option<String> {
    let text = text.to_lowercase();
    (text.len() <= 253 && text.split('.').all(is_label)).then_some(text)
}

fn is_local_char(c: char) -> bool {
    c.is_alphanumeric()
        || (!c.is_ascii() && !c.is_whitespace() && !c.is_control())
        || "!#$%&'*+-/=?^_`{|}~.".contains(c)
}

/// One label of a domain name (RFC 1035 letters, digits, hyphens; IDN letters as they are).
pub(super) fn is_label(label: &str) -> bool {
    !label.is_empty()
        && label.len() <= 63
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.chars().all(|c| c.is_alphanumeric() || c == '-')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn real_addresses_are_read_and_lowered() {
        for (text, stored) in [
            ("Ada.Lovelace+crm@Example.COM ", "ada.lovelace+crm@example.com"),
            ("mailto:consulado@embajada.es?subject=x", "consulado@embajada.es"),
            ("jörg@müller.de", "jörg@müller.de"),
            ("o'hara@example.co.uk", "o'hara@example.co.uk"),
            ("<Ada@Example.com>,", "ada@example.com"),
            ("ada@example.com.", "ada@example.com"),
            ("\"ada@example.com\";", "ada@example.com"),
        ] {
            assert_eq!(Email::parse(text).map(String::from), Ok(stored.to_owned()), "{text}");
        }
    }

    #[test]
    #[cfg(feature = "reference")]
    fn an_international_domain_has_one_form() {
        for text in ["jörg@MÜLLER.de", "jörg@xn--mller-kva.de", "jo\u{308}rg@mu\u{308}ller.de"] {
            assert_eq!(Email::parse(text).map(String::from), Ok("jörg@müller.de".into()), "{text}");
        }
        assert_eq!(Email::parse("用户@例子。中国").unwrap().domain(), "例子.中国");
        assert!(Email::parse("a@xn--a.de").is_err());
    }

    proptest! {
        #[test]
        fn an_address_that_was_read_is_read_again(text in "\\PC{0,12}@\\PC{1,12}[.]\\PC{1,8}") {
            if let Ok(email) = Email::parse(&text) {
                prop_assert_eq!(Email::parse(email.as_str()), Ok(email));
            }
        }
    }

    #[test]
    fn broken_addresses_say_what_was_expected() {
        for text in [
            "",
            "ada",
            "@x.de",
            "a@b",
            "a b@x.de",
            "a..b@x.de",
            "a@-x.de",
            "a@x..de",
            "(blank)",
            "a@b@x.de ",
            "<>",
        ] {
            let message = Email::parse(text).unwrap_err();
            assert!(message.len() > 10, "{text}: {message}");
        }
    }
}
