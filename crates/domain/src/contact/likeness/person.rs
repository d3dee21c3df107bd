use super::nickname::full_form;
use super::sound::{is_near, sound};
use crate::contact::ContactFields;
use crate::value::words;

/// A person's name in the spelling that its variants share; either part may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::contact) struct Person {
    pub(in crate::contact) given: String,
    pub(in crate::contact) family: String,
}

impl Person {
    /// The first given name and the last family name of a record: middle names, initials,
    /// titles and particles come and go.
    pub(in crate::contact) fn of(fields: &ContactFields) -> Self {
        let first = fields.first_name.as_deref().unwrap_or_default();
        let last = fields.last_name.as_deref().unwrap_or_default();
        if first.is_empty() || last.is_empty() {
            return Self::of_text(fields.full_name.as_deref().unwrap_or_default());
        }
        let (first, last) = (spoken(first), spoken(last));
        Self {
            given: first.first().map(|word| part(word)).unwrap_or_default(),
            family: last.last().map(|word| part(word)).unwrap_or_default(),
        }
    }

    fn of_text(name: &str) -> Self {
        let words = spoken(name);
        let (given, family) = match words.as_slice() {
            [] => (String::new(), String::new()),
            [only] => (part(only), String::new()),
            [first, .., last] => (part(first), part(last)),
        };
        Self { given, family }
    }

    pub(in crate::contact) fn is_empty(&self) -> bool {
        self.given.is_empty() && self.family.is_empty()
    }

    /// Both parts in an order that does not depend on which is which.
    pub(in crate::contact) fn sorted(&self) -> (&str, &str) {
        let (given, family) = (self.given.as_str(), self.family.as_str());
        if given <= family { (given, family) } else { (family, given) }
    }

    /// The first two letters of both parts, in an order that does not depend on which is which.
    pub(in crate::contact) fn beginnings(&self) -> (String, String) {
        let two = |part: &str| part.chars().take(2).collect::<String>();
        let (given, family) = (two(&self.given), two(&self.family));
        if given <= family { (given, family) } else { (family, given) }
    }

    /// Whether both may be one person's, with a slip, an initial, or one part alone.
    pub(in crate::contact) fn is_like(&self, other: &Self) -> bool {
        let (mine, theirs) = (self.parts(), other.parts());
        match (mine.as_slice(), theirs.as_slice()) {
            ([], _) | (_, []) => true,
            ([one], many) | (many, [one]) => many.iter().any(|part| is_near(one, part)),
            ([a, b], [c, d]) => {
                is_same_given(a, c) && is_near(b, d) || is_near(a, d) && is_near(b, c)
            }
            _ => false,
        }
    }

    /// Whether they have a part in common: of one family, or called alike.
    pub(in crate::contact) fn shares_a_part(&self, other: &Self) -> bool {
        self.parts().iter().any(|part| other.parts().contains(part))
    }

    fn parts(&self) -> Vec<&str> {
        let parts = [self.given.as_str(), self.family.as_str()];
        parts.into_iter().filter(|part| !part.is_empty()).collect()
    }
}

fn is_same_given(a: &str, b: &str) -> bool {
    let is_initial = |a: &str, b: &str| a.chars().count() == 1 && b.starts_with(a);
    is_near(a, b) || is_initial(a, b) || is_initial(b, a)
}

/// The words of a name that are spoken: without titles, particles and, where something else is
/// left, initials. A script without blanks is one word, its syllables joined.
fn spoken(name: &str) -> Vec<String> {
    #[rustfmt::skip]
    const SILENT: &[&str] = &[
        "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "herr", "frau", "mme", "mlle", "sra",
        "srta", "sig", "dott", "ing", "dipl", "med", "jr", "sr", "ii", "iii", "iv", "phd", "md",
        "mba", "cpa", "esq", "van", "von", "der", "den", "de", "la", "le", "du", "da", "di", "del",
        "della", "dos", "das", "do", "zu", "zur", "vom", "ten", "ter", "el", "al", "bin", "ibn", "st",
    ];
    let joined = |part: &str| {
        let is_joined = part.chars().any(|c| !c.is_ascii() && is_han_or_hangul(c));
        if is_joined { vec![words(part).concat()] } else { words(part) }
    };
    let all: Vec<String> = name.split_whitespace().flat_map(joined).collect();
    let spoken: Vec<String> =
        all.iter().filter(|word| !SILENT.contains(&word.as_str())).cloned().collect();
    let spoken = if spoken.is_empty() { all } else { spoken };
    let long: Vec<String> =
        spoken.iter().filter(|word| word.chars().count() > 1).cloned().collect();
    // An initial that is all there is of the given name says more than nothing.
    if long.len() > 1 || (long.len() == 1 && spoken.len() == 1) { long } else { spoken }
}

fn is_han_or_hangul(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

fn part(word: &str) -> String {
    full_form(sound(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str) -> Person {
        Person::of_text(name)
    }

    #[test]
    fn ways_to_write_a_name_meet() {
        for (a, b) in [
            ("Bob Smith", "Robert Smith"),
            ("Smith, Bob", "Robert J. Smith"),
            ("Dr. Robert Smith Jr.", "robert smith"),
            ("Jürgen Müller", "Juergen Mueller"),
            ("Юлия Иванова", "Yulia Ivanova"),
            ("Jan van der Berg", "Jan Berg"),
            ("José García", "Jose Garcia"),
        ] {
            assert_eq!(person(a).sorted(), person(b).sorted(), "{a} {b}");
            assert!(person(a).is_like(&person(b)));
        }
        assert_ne!(person("Ada Lovelace").sorted(), person("Ada Byron").sorted());
    }

    #[test]
    fn slips_initials_and_single_names_are_like() {
        for (a, b) in
            [("Jon Smiht", "John Smith"), ("A. Lovelace", "Ada Lovelace"), ("Ada", "Ada Lovelace")]
        {
            assert!(person(a).is_like(&person(b)), "{a} {b}");
            assert!(person(b).is_like(&person(a)), "{a} {b}");
        }
        for (a, b) in
            [("Ada Lovelace", "Bob Lovelace"), ("Ada", "Bob"), ("B. Lovelace", "Ada Lovelace")]
        {
            assert!(!person(a).is_like(&person(b)), "{a} {b}");
        }
    }
}
