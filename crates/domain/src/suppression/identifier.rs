use serde::{Deserialize, Serialize};

use crate::contact::ContactFields;
use crate::value::{DomainName, Email, Phone};

/// What an identifier is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SuppressedKind {
    /// One e-mail address.
    Email,
    /// One phone number.
    Phone,
    /// All e-mail addresses of a domain and of the domains below it.
    Domain,
}

impl SuppressedKind {
    /// The word that is stored, and that the hash takes in.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Domain => "domain",
        }
    }

    /// The kind of a stored word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Email, Self::Phone, Self::Domain].into_iter().find(|kind| kind.as_str() == word)
    }
}

/// One identifier in the form in which it is compared: the same address in another spelling is the
/// same text. No `Debug`, so that none gets into a log.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Identifier {
    kind: SuppressedKind,
    text: String,
}

/// An identifier of a contact, and which field it stands in.
#[derive(Clone, PartialEq, Eq)]
pub struct Found {
    /// As errors name it: `emails[1].value`.
    pub field: String,
    pub identifier: Identifier,
}

/// Domains above that of an address which are looked at; names are not deeper in practice.
const DEPTH: usize = 5;

impl Identifier {
    /// Reads an e-mail address, a phone number with its country code, or a domain, which may have an
    /// `@` in front.
    ///
    /// # Errors
    /// What was expected, for a person to read; it repeats nothing of the text.
    pub fn parse(text: &str) -> Result<Self, String> {
        const EXPECTED: &str = "Expected an e-mail address, a phone number with its country code \
            such as +49 30 1234567, or a domain such as example.com.";
        let text = text.trim();
        if let Some(domain) = text.strip_prefix('@') {
            return Self::domain(domain).ok_or_else(|| EXPECTED.to_owned());
        }
        if text.contains('@') {
            let email = Email::parse(text).map_err(|_| EXPECTED.to_owned())?;
            return Ok(Self::email(&email));
        }
        if let Ok(phone) = Phone::parse(text) {
            return Self::phone(&phone).ok_or_else(|| {
                "Write the number with its country code, such as +49 30 1234567.".to_owned()
            });
        }
        Self::domain(text).ok_or_else(|| EXPECTED.to_owned())
    }

    /// That of an address.
    pub fn email(email: &Email) -> Self {
        Self { kind: SuppressedKind::Email, text: email.as_str().to_owned() }
    }

    /// That of a number, without its extension; none where the country is not known, because the same
    /// digits are another person's elsewhere.
    pub fn phone(phone: &Phone) -> Option<Self> {
        let text = format!("+{}", phone.digits());
        phone.as_str().starts_with('+').then_some(Self { kind: SuppressedKind::Phone, text })
    }

    fn domain(text: &str) -> Option<Self> {
        let text = DomainName::parse(text).ok()?.as_str().to_owned();
        Some(Self { kind: SuppressedKind::Domain, text })
    }

    pub const fn kind(&self) -> SuppressedKind {
        self.kind
    }

    /// What the hash is made of.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The identifier, and the domains that it lies under: whichever of them is suppressed, it is, too.
    pub fn covering(self) -> Vec<Self> {
        let domain = match self.kind {
            SuppressedKind::Phone => None,
            SuppressedKind::Email => self.text.rsplit_once('@').map(|(_, domain)| domain),
            SuppressedKind::Domain => self.text.split_once('.').map(|(_, above)| above),
        };
        let mut rest = domain.map(str::to_owned);
        let mut all = vec![self];
        for _ in 0..DEPTH {
            let Some(text) = rest.filter(|domain| domain.contains('.')) else { break };
            rest = text.split_once('.').map(|(_, above)| above.to_owned());
            all.push(Self { kind: SuppressedKind::Domain, text });
        }
        all
    }

    /// Everything by which a contact may be suppressed: its addresses, the domains they lie under, and
    /// its numbers.
    pub fn all_of(fields: &ContactFields) -> Vec<Found> {
        let mut found = Vec::new();
        for (index, email) in fields.emails.iter().enumerate() {
            let field = || format!("emails[{index}].value");
            let covering = Self::email(&email.value).covering();
            let found_here = covering.into_iter();
            found.extend(found_here.map(|identifier| Found { field: field(), identifier }));
        }
        for (index, phone) in fields.phones.iter().enumerate() {
            if let Some(identifier) = Self::phone(&phone.value) {
                found.push(Found { field: format!("phones[{index}].value"), identifier });
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contact::{ContactInput, EmailInput, PhoneInput};

    fn read(text: &str) -> Option<(SuppressedKind, String)> {
        let identifier = Identifier::parse(text).ok()?;
        Some((identifier.kind(), identifier.as_str().to_owned()))
    }

    #[test]
    fn every_spelling_of_an_identifier_is_one() {
        use SuppressedKind::{Domain, Email, Phone};
        for (text, kind, canonical) in [
            (" Ada@Example.COM", Email, "ada@example.com"),
            ("mailto:ada@example.com", Email, "ada@example.com"),
            ("+1 (415) 555-0123", Phone, "+14155550123"),
            ("001 415 555 0123 ext. 7", Phone, "+14155550123"),
            ("@Example.com", Domain, "example.com"),
            ("https://www.example.com/x", Domain, "example.com"),
        ] {
            assert_eq!(read(text), Some((kind, canonical.to_owned())), "{text}");
        }
        for text in ["", "Ada", "ada@", "030 1234567", "@", "example"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_contact_is_known_by_its_addresses_their_domains_and_its_numbers() {
        let fields = ContactInput {
            emails: vec![EmailInput { value: "a@mail.example.com".into(), ..Default::default() }],
            phones: vec![
                PhoneInput { value: "415-555-0123".into(), ..Default::default() },
                PhoneInput { value: "+1 415 555 0123".into(), ..Default::default() },
            ],
            ..ContactInput::default()
        };
        let found: Vec<(String, String)> = Identifier::all_of(&fields.parse().unwrap())
            .into_iter()
            .map(|found| (found.field, found.identifier.text))
            .collect();
        let expected = [
            ("emails[0].value", "a@mail.example.com"),
            ("emails[0].value", "mail.example.com"),
            ("emails[0].value", "example.com"),
            ("phones[0].value", "+14155550123"),
        ];
        assert_eq!(found, expected.map(|(field, text)| (field.to_owned(), text.to_owned())));
    }
}
