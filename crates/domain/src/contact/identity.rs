//! When two records are the same contact.
//!
//! A record has keys under which a likely twin is found, and a few folded facts by which the
//! twin is confirmed: many offices share one mailbox, so an equal address alone is not enough
//! where the names differ.

use super::ContactFields;
use crate::value::fold;

/// A key under which records of the same contact meet: a letter for its kind, a colon, a value.
pub type IdentityKey = String;

/// The facts by which a twin is confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Identity {
    /// Folded full name, or empty.
    pub name: String,
    /// Folded company, or empty.
    pub company: String,
}

impl Identity {
    /// The facts of a record.
    pub fn of(fields: &ContactFields) -> Self {
        Self {
            name: fold(fields.full_name.as_deref().unwrap_or_default()),
            company: fold(fields.company.as_deref().unwrap_or_default()),
        }
    }

    /// Keys of a record, strongest first: `x:` number in the source system, `l:` LinkedIn
    /// address, `e:` each e-mail; and, for a record with none of these, `n:` the fingerprint of
    /// all that could tell it from another.
    pub fn keys(fields: &ContactFields) -> Vec<IdentityKey> {
        let mut keys = Vec::new();
        keys.extend(fields.external_id.iter().map(|id| format!("x:{id}")));
        keys.extend(
            fields.linkedin_url.iter().map(|url| format!("l:{}", url.as_str().to_lowercase())),
        );
        keys.extend(fields.emails.iter().map(|email| format!("e:{}", email.value)));
        if keys.is_empty() {
            keys.push(fingerprint(fields));
        }
        keys.into_iter().map(bounded).collect()
    }

    /// Whether two records that share `key` are the same contact. An e-mail is confirmed by the
    /// names: equal, or missing on one side. Between nameless records the companies decide.
    pub fn confirms(&self, key: &str, other: &Self) -> bool {
        let agree = |a: &str, b: &str| a.is_empty() || b.is_empty() || a == b;
        if !key.starts_with("e:") {
            return true;
        }
        if self.name.is_empty() && other.name.is_empty() {
            return agree(&self.company, &other.company);
        }
        agree(&self.name, &other.name)
    }

    /// In words, what made two records meet under this key.
    pub fn evidence(key: &str) -> String {
        match key.split_once(':') {
            Some(("e", email)) => format!("the same e-mail, {email}"),
            Some(("x", id)) => format!("the same external id, {id}"),
            Some(("l", url)) => format!("the same LinkedIn address, {url}"),
            _ => "the same name, company, place and phone".to_owned(),
        }
    }
}

/// A key that fits into a database index (PostgreSQL takes 2,704 bytes): the tail of a long one
/// becomes its FNV-1a hash. A collision, which one would have to make on purpose, could only
/// mark a row of one's own import as a duplicate.
fn bounded(key: IdentityKey) -> IdentityKey {
    const KEPT: usize = 200;
    if key.len() <= KEPT {
        return key;
    }
    let hash = key.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let head: String = key.chars().take(KEPT / 4).collect();
    format!("{head}#{hash:016x}")
}

fn fingerprint(fields: &ContactFields) -> IdentityKey {
    let mut key = "n:".to_owned();
    for text in [
        fields.full_name.as_deref(),
        fields.company.as_deref(),
        fields.title.as_deref(),
        fields.company_domain.as_ref().map(crate::value::DomainName::as_str),
        fields.street.as_deref(),
        fields.city.as_deref(),
        fields.region.as_deref(),
        fields.postal_code.as_deref(),
        fields.country.as_ref().map(crate::value::Country::as_str),
        fields.website.as_ref().map(crate::value::Website::as_str),
        fields.industry.as_deref(),
    ] {
        key.push_str(&fold(text.unwrap_or_default()));
        key.push('|');
    }
    for phone in &fields.phones {
        key.push_str(&phone.value.digits());
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contact::{ContactInput, EmailInput};

    fn record(name: &str, company: &str, email: &str) -> ContactFields {
        let emails = vec![EmailInput { value: email.into(), ..EmailInput::default() }];
        ContactInput {
            full_name: Some(name.into()),
            company: Some(company.into()),
            emails: if email.is_empty() { Vec::new() } else { emails },
            ..ContactInput::default()
        }
        .parse()
        .unwrap()
    }

    fn same(a: &ContactFields, b: &ContactFields) -> bool {
        let shared = Identity::keys(b);
        Identity::keys(a)
            .iter()
            .any(|key| shared.contains(key) && Identity::of(a).confirms(key, &Identity::of(b)))
    }

    #[test]
    fn a_shared_mailbox_does_not_make_two_people_one() {
        let info = "info@example.org";
        assert!(!same(&record("Ada", "Engines", info), &record("Bob", "Engines", info)));
        assert!(!same(&record("", "Office A", info), &record("", "Office B", info)));
        assert!(same(&record("Ada", "Engines", info), &record("", "", info)));
        assert!(same(&record("Ada", "Engines", info), &record("ÁDA", "Other", info)));
    }

    #[test]
    fn without_any_address_only_the_whole_record_is_a_twin() {
        assert!(same(&record("Ada", "Engines", ""), &record("ada", "ENGINES", "")));
        assert!(!same(&record("Ada", "Engines", ""), &record("Ada", "Looms", "")));
    }
}
