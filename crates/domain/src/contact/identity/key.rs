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

/// Of name and company, one; of a name without a company, up to two: the beginnings of the name
/// with the place, and the street, so that a slip in one of them is no matter; of a company
/// without a name, one with its place. Hashed, because an index of millions should be small. `named` is the
/// company by its name, in the spelling that variants share.
pub(super) fn likeness(fields: &ContactFields, person: &Person, named: &str) -> Vec<IdentityKey> {
    let company = match fields.company {
        Some(_) => named.to_owned(),
        None => company_of_domain(fields),
    };
    let of = |parts: &[&str]| format!("f:{:016x}", hash(&parts.join("|")));
    let place = place(fields);
    if person.is_empty() {
        let place = place.unwrap_or_default();
        return if company.is_empty() { Vec::new() } else { vec![of(&["c", &company, &place])] };
    }
    if !company.is_empty() {
        let (a, b) = person.sorted();
        return vec![of(&["p", a, b, &company])];
    }
    let (a, b) = person.beginnings();
    let by_place = place.map(|place| of(&["n", &a, &b, &place]));
    let by_street = street(fields).map(|street| of(&["s", &street]));
    by_place.into_iter().chain(by_street).collect()
}

/// Street and number, in any order of words; none without a number, which would be a whole street.
fn street(fields: &ContactFields) -> Option<String> {
    let mut words = crate::value::words(fields.street.as_deref()?);
    let has_number = words.iter().any(|word| word.bytes().any(|b| b.is_ascii_digit()));
    words.sort_unstable();
    (has_number && words.len() > 1).then(|| words.concat())
}

/// What stands for the company's name where that is missing.
fn company_of_domain(fields: &ContactFields) -> String {
    let domain = fields.company_domain.as_ref().map(DomainName::as_str).unwrap_or_default();
    company(domain.split('.').next().unwrap_or_default())
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
