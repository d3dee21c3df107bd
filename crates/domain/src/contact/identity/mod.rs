//! When two records are the same contact.
//!
//! A record has keys under which a likely twin is found, and a few facts by which the twin is
//! confirmed: many offices share one mailbox or number, so an equal address alone is not enough
//! where the names differ, and two people of one name may work for one company.

mod evidence;
mod initials;
mod key;
#[cfg(test)]
mod tests;

pub use initials::Initials;

use super::ContactFields;
use super::likeness::{Person, company};

/// A key under which records of the same contact meet: a letter for its kind, a colon, a value.
pub type IdentityKey = String;

/// What a shared key comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// The same contact.
    Same,
    /// They look like it, but an exact identifier speaks against it: a hint for a person, who
    /// decides.
    Like,
    /// Two contacts that share a key.
    No,
}

/// The facts by which a twin is confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Identity {
    person: Person,
    /// In the spelling that variants share, or empty.
    company: String,
    country: String,
    /// The exact keys.
    marks: Vec<IdentityKey>,
}

impl Identity {
    /// The facts of a record.
    pub fn of(fields: &ContactFields) -> Self {
        Self {
            person: Person::of(fields),
            company: company(fields.company.as_deref().unwrap_or_default()),
            country: fields.country.clone().map(String::from).unwrap_or_default(),
            marks: key::exact(fields),
        }
    }

    /// Keys of a record, strongest first: `x:` number in the source system, `l:` LinkedIn
    /// address, `e:` each e-mail, `p:` each number with its country code that is no fax; for a
    /// record with none of these `n:` the fingerprint of all that could tell it from another; and
    /// `f:` of likeness: one of name and company, or two of name and place where there is no
    /// company, or one of company and place where there is no name.
    pub fn keys(fields: &ContactFields) -> Vec<IdentityKey> {
        Self::of(fields).keys_of(fields)
    }

    /// [`Self::keys`] of the record whose facts these are.
    pub fn keys_of(&self, fields: &ContactFields) -> Vec<IdentityKey> {
        let mut keys = self.marks.clone();
        if keys.is_empty() {
            keys.push(key::fingerprint(fields));
        }
        keys.extend(key::likeness(fields, &self.person, &self.company));
        keys
    }

    /// Whether two records that share `key` are the same contact; the same from both sides.
    ///
    /// * An e-mail or a phone number is confirmed by names that are like each other. Between
    ///   nameless records the companies decide. A phone number does not make somebody without a
    ///   name a colleague.
    /// * A number of a source system or a LinkedIn address holds, unless both the names and the
    ///   other identifiers speak against it: two systems may count alike.
    /// * A likeness holds where the names are like each other, unless both have identifiers of one kind and share none, or live in
    ///   different countries; then it is a hint.
    pub fn confirms(&self, key: &str, other: &Self) -> Verdict {
        match key.as_bytes().first() {
            Some(b'e') => self.at_one_mailbox(other),
            Some(b'p') => self.at_one_number(other),
            Some(b'f') if !self.person.is_like(&other.person) => Verdict::No,
            Some(b'f') if self.is_contradicted(key, other) => Verdict::Like,
            Some(b'x' | b'l')
                if !self.person.is_like(&other.person)
                    && !self.person.shares_a_part(&other.person)
                    && self.is_contradicted(key, other) =>
            {
                Verdict::Like
            }
            _ => Verdict::Same,
        }
    }

    fn at_one_mailbox(&self, other: &Self) -> Verdict {
        if self.person.is_empty() && other.person.is_empty() {
            return same_if(self.is_of_company(other));
        }
        self.by_name(other)
    }

    fn at_one_number(&self, other: &Self) -> Verdict {
        match (self.person.is_empty(), other.person.is_empty()) {
            (false, false) => self.by_name(other),
            (true, true) => same_if(self.is_of_company(other)),
            // A number without a name is the company's, if it has one.
            _ if self.company.is_empty() || other.company.is_empty() => Verdict::Same,
            _ => Verdict::No,
        }
    }

    fn by_name(&self, other: &Self) -> Verdict {
        if self.person.is_like(&other.person) {
            Verdict::Same
        } else if self.person.shares_a_part(&other.person) {
            Verdict::Like
        } else {
            Verdict::No
        }
    }

    fn is_of_company(&self, other: &Self) -> bool {
        let (a, b) = (&self.company, &other.company);
        a.is_empty() || b.is_empty() || a == b
    }

    /// Whether, beside `key`, both have identifiers of one kind and share none at all, or live
    /// in different countries.
    fn is_contradicted(&self, key: &str, other: &Self) -> bool {
        let others = || other.marks.iter().filter(|mark| *mark != key);
        let mine = || self.marks.iter().filter(|mark| *mark != key);
        if mine().any(|a| others().any(|b| a == b)) {
            return false;
        }
        let kind = |mark: &IdentityKey| mark.as_bytes().first().copied();
        let differ = |a: &str, b: &str| !a.is_empty() && !b.is_empty() && a != b;
        differ(&self.country, &other.country)
            || mine().any(|a| others().any(|b| kind(a) == kind(b)))
    }
}

const fn same_if(same: bool) -> Verdict {
    if same { Verdict::Same } else { Verdict::No }
}
