use serde::{Deserialize, Serialize};

use super::text_value;

/// An e-mail address in the form that is stored and compared: trimmed and lower case.
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
    /// Reads an address. A leading `mailto:` and a query behind the address are dropped.
    ///
    /// # Errors
    /// What was expected, for a person to read.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let text = match text.get(..7) {
            Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => {
                text[7..].split('?').next().unwrap_or_default().trim()
            }
            _ => text,
        };
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
        let labels: Vec<&str> = domain.split('.').collect();
        if labels.len() < 2 || !labels.iter().all(|label| is_label(label)) {
            return Err(format!(
                "Expected a domain such as example.com after the @, not {domain:?}."
            ));
        }
        Ok(Self(text.to_lowercase()))
    }

    /// The part behind the `@`.
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }
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
    use super::*;

    #[test]
    fn real_addresses_are_read_and_lowered() {
        for (text, stored) in [
            ("Ada.Lovelace+crm@Example.COM ", "ada.lovelace+crm@example.com"),
            ("mailto:consulado@embajada.es?subject=x", "consulado@embajada.es"),
            ("jörg@müller.de", "jörg@müller.de"),
            ("o'hara@example.co.uk", "o'hara@example.co.uk"),
        ] {
            assert_eq!(Email::parse(text).map(String::from), Ok(stored.to_owned()), "{text}");
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
        ] {
            let message = Email::parse(text).unwrap_err();
            assert!(message.len() > 10, "{text}: {message}");
        }
    }
}
