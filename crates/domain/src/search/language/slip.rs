//! Plain words with a slip of the fingers: `vp saels germny`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::vocabulary::{self, Entry};
use crate::contact::nicknames;

/// Letters from which on a word may have a slip: shorter ones are one slip from too much.
const FROM: usize = 5;

/// The phrases that have a word in which a slip can be, by their first letter.
static PHRASES: LazyLock<HashMap<char, Vec<(&str, &Entry)>>> = LazyLock::new(|| {
    let mut phrases: HashMap<char, Vec<(&str, &Entry)>> = HashMap::new();
    for (phrase, entry) in vocabulary::all() {
        if phrase.split(' ').any(is_long)
            && let Some(first) = phrase.chars().next()
        {
            phrases.entry(first).or_default().push((phrase, entry));
        }
    }
    phrases
});

/// Reads the tables.
pub(super) fn prepare() {
    LazyLock::force(&PHRASES);
}

/// What a phrase that means nothing means with one letter of one of its words, not the first, wrong,
/// missing, added or swapped with its neighbour; none if that may be several things, if it is itself more
/// often something else, or if the word is a given name.
pub(super) fn find(words: &str) -> Option<&'static Entry> {
    let phrases = PHRASES.get(&words.chars().next()?)?;
    let mut meant: Option<&'static Entry> = None;
    let mut is_certain = false;
    for (phrase, entry) in phrases {
        if !is_meant(words, phrase) {
            continue;
        }
        if meant.is_some_and(|known| known.meanings != entry.meanings) {
            return None;
        }
        is_certain |= !vocabulary::is_uncertain(phrase);
        meant = Some(entry);
    }
    meant.filter(|_| is_certain)
}

/// Whether exactly one word of them differs, and by one slip.
fn is_meant(typed: &str, phrase: &str) -> bool {
    if typed.len().abs_diff(phrase.len()) > 4 {
        return false;
    }
    let (mut typed, mut phrase) = (typed.split(' '), phrase.split(' '));
    let mut slips = 0;
    loop {
        match (typed.next(), phrase.next()) {
            (None, None) => return slips == 1,
            (Some(a), Some(b)) if a == b => {}
            (Some(a), Some(b)) if slips == 0 && is_slip(a, b) => slips = 1,
            _ => return false,
        }
    }
}

fn is_slip(typed: &str, word: &str) -> bool {
    is_long(typed)
        && is_long(word)
        && is_one_apart(typed, word)
        && nicknames(typed).next().is_none()
}

fn is_long(word: &str) -> bool {
    word.chars().nth(FROM - 1).is_some()
}

/// Whether one letter behind the first is another, is missing or added, or two neighbours are swapped: the
/// optimal string alignment distance is 1.
fn is_one_apart(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let same = |(x, y): &(&char, &char)| x == y;
    let start = a.iter().zip(&b).take_while(same).count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(same).count();
    let (a, b) = (&a[..a.len() - end], &b[..b.len() - end]);
    let is_one = match (a, b) {
        ([_], [_]) | ([_], []) | ([], [_]) => true,
        ([x, y], [z, w]) => x == w && y == z,
        _ => false,
    };
    start > 0 && is_one
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_behind_the_first_letter() {
        for (typed, word, is_one) in [
            ("saels", "sales", true),
            ("salles", "sales", true),
            ("sakes", "sales", true),
            ("germny", "germany", true),
            ("sales", "sales", false),
            ("seals", "sales", false),
            ("asles", "sales", false),
            ("dales", "sales", false),
            ("managre", "manager", true),
            ("mangare", "manager", false),
        ] {
            assert_eq!(is_one_apart(typed, word), is_one, "{typed} {word}");
            assert_eq!(is_one_apart(word, typed), is_one, "{word} {typed}");
        }
    }

    #[test]
    fn what_is_meant_is_one_thing() {
        for (typed, label) in [
            ("saels", Some("Sales")),
            ("germny", Some("Germany")),
            ("manger", Some("Manager")),
            ("vice presidnet", Some("Vice president")),
            ("sale", None),
            ("marta", None),
            ("wice president", None),
        ] {
            let told = find(typed).map(|entry| entry.label.as_str());
            assert_eq!(told, label, "{typed}");
        }
    }

    /// Of two words that are one slip from a third, neither is taken for it where they differ in meaning.
    #[test]
    fn what_may_be_two_things_is_none() {
        let mut several = 0;
        for (a, one) in vocabulary::all().filter(|(word, _)| !word.contains(' ') && is_long(word)) {
            let near = PHRASES[&a.chars().next().unwrap()].iter();
            for (b, other) in near.filter(|(b, _)| a.len() == b.len() && is_one_apart(a, b)) {
                if one.meanings != other.meanings {
                    several += 1;
                    // A letter that neither has, where they differ.
                    let at = a.chars().zip(b.chars()).position(|(x, y)| x != y).unwrap();
                    let between: String =
                        a.chars().enumerate().map(|(n, c)| if n == at { '#' } else { c }).collect();
                    if is_one_apart(&between, b) {
                        assert!(find(&between).is_none(), "{a} {b}");
                    }
                }
            }
        }
        assert!(several > 0);
    }
}
