use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use domain::contact::Identity;

/// The rows of a file so far, by their keys: three numbers a key instead of its text, so that a
/// million rows fit into some 50 MB. Two keys that meet by chance would mark a row as a
/// duplicate of another; with 64 bits and a million rows that is less likely than one in ten
/// million.
#[derive(Default)]
pub(super) struct Seen {
    hasher: RandomState,
    rows: HashMap<u64, Vec<Entry>>,
}

#[derive(Clone, Copy)]
struct Entry {
    number: u64,
    /// Hashes of name and company; 0 stands for an empty one.
    name: u64,
    company: u64,
}

impl Seen {
    /// The first row that is the same contact, and the key that both have.
    pub(super) fn earlier<'k>(&self, keys: &'k [String], who: &Identity) -> Option<(u64, &'k str)> {
        let (name, company) = (self.hash(&who.name), self.hash(&who.company));
        keys.iter().find_map(|key| {
            let entries = self.rows.get(&self.hash(key))?;
            let found = entries.iter().find(|entry| {
                // `Identity::confirms` on hashes: by the same rule, without the texts.
                !key.starts_with("e:")
                    || if entry.name == 0 && name == 0 {
                        agree(entry.company, company)
                    } else {
                        agree(entry.name, name)
                    }
            })?;
            Some((found.number, key.as_str()))
        })
    }

    /// Remembers a row.
    pub(super) fn add(&mut self, keys: &[String], who: &Identity, number: u64) {
        let (name, company) = (self.hash(&who.name), self.hash(&who.company));
        for key in keys {
            let key = self.hash(key);
            self.rows.entry(key).or_default().push(Entry { number, name, company });
        }
    }

    fn hash(&self, text: &str) -> u64 {
        if text.is_empty() { 0 } else { self.hasher.hash_one(text) }
    }
}

const fn agree(a: u64, b: u64) -> bool {
    a == 0 || b == 0 || a == b
}

#[cfg(test)]
mod tests {
    use super::*;

    fn who(name: &str, company: &str) -> Identity {
        Identity { name: name.to_owned(), company: company.to_owned() }
    }

    #[test]
    fn rows_meet_by_the_rule_of_the_domain() {
        let key = ["e:info@example.org".to_owned()];
        let people = [who("ada", "a"), who("bob", "a"), who("", "a"), who("", "b"), who("", "")];
        for first in &people {
            for second in &people {
                let mut seen = Seen::default();
                seen.add(&key, first, 1);
                let met = seen.earlier(&key, second).is_some();
                assert_eq!(met, first.confirms(&key[0], second), "{first:?} {second:?}");
            }
        }
    }
}
