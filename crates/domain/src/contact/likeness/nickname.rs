use std::collections::HashMap;
use std::sync::LazyLock;

use super::sound::sound;

/// Given names that are used for each other, the full form first; each short form stands in one
/// line alone. Of English, German, Dutch, French, Spanish, Italian, Portuguese and Russian use.
const NAMES: &str = include_str!("nicknames.txt");

static FULL: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let lines = NAMES.lines().filter_map(|line| line.split_once(':'));
    let mut map = HashMap::new();
    for (full, short) in lines {
        for name in short.split_whitespace() {
            map.entry(sound(name)).or_insert_with(|| sound(full));
        }
    }
    map
});

/// By each name, all of its line.
static LINES: LazyLock<HashMap<&'static str, &'static [&'static str]>> = LazyLock::new(|| {
    let mut map = HashMap::new();
    for line in NAMES.lines() {
        let names: Vec<&str> = line.split([':', ' ']).filter(|name| !name.is_empty()).collect();
        // Kept for the life of the process, as the table is.
        let names: &'static [&'static str] = Vec::leak(names);
        map.extend(names.iter().map(|name| (*name, names)));
    }
    map
});

/// Whether a folded word is a common given name, in full or short.
pub fn is_given_name(word: &str) -> bool {
    let heard = sound(word);
    FULL.contains_key(&heard) || FULL.values().any(|full| *full == heard)
}

/// All names that are used for a given name, itself left out: full, short and of other languages. None
/// for a word that is no such name. Folded, as the word must be.
pub fn nicknames(word: &str) -> impl Iterator<Item = &'static str> {
    let line = LINES.get(word).copied().unwrap_or_default();
    line.iter().copied().filter(move |name| *name != word)
}

/// The full form of a given name, both in the spelling of [`sound`], or the name itself.
pub(super) fn full_form(name: String) -> String {
    FULL.get(&name).cloned().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::fold;

    #[test]
    fn every_short_form_has_one_full_form() {
        let mut seen = HashMap::new();
        for line in NAMES.lines() {
            let (full, short) = line.split_once(':').unwrap();
            for name in short.split_whitespace() {
                assert_eq!(fold(name), name);
                assert_ne!(name, full);
                assert_eq!(seen.insert(name, full), None, "{name}");
            }
            let heard = sound(full);
            assert_eq!(full_form(heard.clone()), heard, "a full form must be no short one");
            assert_eq!(fold(full), full);
        }
        assert_eq!(full_form(sound("bob")), sound("robert"));
        assert_eq!(full_form("ada".into()), "ada");
    }

    #[test]
    fn names_of_one_line_are_used_for_each_other() {
        let of = |word| nicknames(word).collect::<Vec<_>>();
        assert!(of("bob").contains(&"robert") && of("robert").contains(&"bob"));
        assert!(of("bob").contains(&"rob") && !of("bob").contains(&"bob"));
        assert!(of("lovelace").is_empty() && of("").is_empty());
    }
}
