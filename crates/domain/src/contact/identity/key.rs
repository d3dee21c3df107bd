use super::IdentityKey;
use crate::contact::likeness::{Person, company};
use crate::contact::{ContactFields, PhoneKind};
use crate::value::{Country, DomainName, Website, fold};

/// The keys of exact identifiers, strongest first.
pub(super) fn exact(fields: &ContactFields) -> Vec<IdentityKey> {
    let mut keys = Vec::new();
    keys.extend(fields.external_id.iter().map(|id| format!("x:{id}")));
    keys.extend(fields.linkedin_url.iter().map(|url| format!("l:{}", url.as_str().to_lowercase())));
    keys.extend(fields.emails.iter().map(|email| format!("e:{}", email.value)));
    let own = fields
        .phones
        .iter()
        .filter(|phone| phone.kind != PhoneKind::Fax && phone.value.is_international());
    keys.extend(own.map(|phone| format!("p:{}", phone.value)));
    keys.into_iter().map(bounded).collect()
}

/// A key that fits into a database index (PostgreSQL takes 2,704 bytes): the tail of a long one
/// becomes its hash. A collision, which one would have to make on purpose, could only mark a row
/// of one's own import as a duplicate.
fn bounded(key: IdentityKey) -> IdentityKey {
    const KEPT: usize = 200;
    if key.len() <= KEPT {
        return key;
    }
    let head: String = key.chars().take(KEPT / 4).collect();
    format!("{head}#{:016x}", hash(&key))
}

/// FNV-1a of 64 bits.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Name and company; or name and place; or company and place. None where too little is known.
/// Hashed, because an index of millions of them should be small.
pub(super) fn likeness(fields: &ContactFields) -> Option<IdentityKey> {
    let person = Person::of(fields);
    let company = company_of(fields);
    let of = |parts: &[&str]| Some(format!("f:{:016x}", hash(&parts.join("|"))));
    if person.is_empty() {
        let place = place(fields).unwrap_or_default();
        return if company.is_empty() { None } else { of(&["c", &company, &place]) };
    }
    let (a, b) = person.sorted();
    if company.is_empty() { of(&["n", a, b, &place(fields)?]) } else { of(&["p", a, b, &company]) }
}

/// The company's name, or where it is missing, that of its domain.
fn company_of(fields: &ContactFields) -> String {
    let domain = || fields.company_domain.as_ref().map(DomainName::as_str).unwrap_or_default();
    let name = fields.company.as_deref();
    company(name.unwrap_or_else(|| domain().split('.').next().unwrap_or_default()))
}

fn place(fields: &ContactFields) -> Option<String> {
    let place = fields.postal_code.as_deref().or(fields.city.as_deref())?;
    Some(fold(place).replace(' ', ""))
}

/// Of a record without any exact identifier: all that could tell it from another.
pub(super) fn fingerprint(fields: &ContactFields) -> IdentityKey {
    let mut key = "n:".to_owned();
    for text in [
        fields.full_name.as_deref(),
        fields.company.as_deref(),
        fields.title.as_deref(),
        fields.company_domain.as_ref().map(DomainName::as_str),
        fields.street.as_deref(),
        fields.city.as_deref(),
        fields.region.as_deref(),
        fields.postal_code.as_deref(),
        fields.country.as_ref().map(Country::as_str),
        fields.website.as_ref().map(Website::as_str),
        fields.industry.as_deref(),
    ] {
        key.push_str(&fold(text.unwrap_or_default()));
        key.push('|');
    }
    for phone in &fields.phones {
        key.push_str(&phone.value.digits());
    }
    bounded(key)
}
