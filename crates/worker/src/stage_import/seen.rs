use std::collections::HashMap;

use domain::contact::{Identity, Verdict};

/// The rows of a file so far, by their keys.
#[derive(Default)]
pub(super) struct Seen {
    rows: HashMap<String, Vec<usize>>,
    people: Vec<(u64, Identity)>,
}

impl Seen {
    /// The first row that is the same contact, and the key that both have.
    pub(super) fn earlier<'k>(&self, keys: &'k [String], who: &Identity) -> Option<(u64, &'k str)> {
        keys.iter().find_map(|key| {
            let mut known = self.rows.get(key)?.iter().filter_map(|&at| self.people.get(at));
            let (number, _) = known.find(|(_, other)| who.confirms(key, other) == Verdict::Same)?;
            Some((*number, key.as_str()))
        })
    }

    /// Remembers a row.
    pub(super) fn add(&mut self, keys: &[String], who: &Identity, number: u64) {
        for key in keys {
            self.rows.entry(key.clone()).or_default().push(self.people.len());
        }
        self.people.push((number, who.clone()));
    }
}
