//! Plain words with a slip of the fingers: `vp saels germny`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::vocabulary::{self, Entry};
use crate::contact::nicknames;

/// Letters from which on a word may have a slip: shorter ones are one slip from too much.
const FROM: usize = 5;

/// What a phrase shares with all that are one slip away: its first letter and how many words it has. How many
/// letters, it shares but for one.
type Shape = (char, usize, usize);

/// The phrases that have a word in which a slip can be, by their shape: of some thousands a dozen are looked
/// at for a word.
static PHRASES: LazyLock<HashMap<Shape, Vec<(&str, &Entry)>>> = LazyLock::new(|| {
    let mut phrases: HashMap<Shape, Vec<(&str, &Entry)>> = HashMap::new();
    for (phrase, entry) in vocabulary::all().filter(|(phrase, _)| phrase.split(' ').any(is_long)) {
        if let Some(shape) = shape(phrase) {
            phrases.entry(shape).or_default().push((phrase, entry));
        }
    }
    phrases
});

fn shape(phrase: &str) -> Option<Shape> {
    let first = phrase.chars().next()?;
    Some((first, phrase.split(' ').count(), phrase.chars().count()))
}

/// Reads the tables.
pub(super) fn prepare() {
    LazyLock::force(&PHRASES);
}

/// What a phrase that means nothing means with one letter of one of its words, not the first, wrong,
/// missing, added or swapped with its neighbour; none if that may be several things, if it is itself more
/// often something else, or if the word is a given name.
pub(super) fn find(words: &str) -> Option<&'static Entry> {
    if !words.split(' ').any(is_long) {
        return None;
    }
    let (first, count, letters) = shape(words)?;
    let near = letters.saturating_sub(1)..=letters + 1;
    let near = near.filter_map(|letters| PHRASES.get(&(first, count, letters))).flatten();
    let mut meant: Option<&'static Entry> = None;
    let mut is_certain = false;
    for (phrase, entry) in near.filter(|(phrase, _)| is_meant(words, phrase)) {
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
fn is_one_apart(typed: &str, word: &str) -> bool {
    let bytes = |(one, other): (char, char)| (one == other).then(|| one.len_utf8());
    let start: usize = typed.chars().zip(word.chars()).map_while(bytes).sum();
    let (typed, word) = (&typed[start..], &word[start..]);
    let end: usize = typed.chars().rev().zip(word.chars().rev()).map_while(bytes).sum();
    let letters = |text: &str| {
        let mut letters = text[..text.len() - end].chars();
        [letters.next(), letters.next(), letters.next()]
    };
    let is_one = match (letters(typed), letters(word)) {
        ([Some(_), None, _], [_, None, _]) | ([None, ..], [Some(_), None, _]) => true,
        ([first, Some(second), None], [other, Some(next), None]) => {
            first == Some(next) && other == Some(second)
        }
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

    /// A word that is one slip from two others, of the same letters but for one, is taken for neither.
    #[test]
    fn what_may_be_two_things_is_none() {
        let mut several = 0;
        for (shape, phrases) in PHRASES.iter().filter(|((_, words, _), _)| *words == 1) {
            for (a, one) in phrases {
                let others = phrases
                    .iter()
                    .filter(|(b, other)| is_one_apart(a, b) && one.meanings != other.meanings);
                for (b, _) in others {
                    let differs = a.chars().zip(b.chars()).filter(|(x, y)| x != y).count();
                    // A letter that neither has, where they differ.
                    let pairs = a.chars().zip(b.chars());
                    let between: String =
                        pairs.map(|(x, y)| if x == y { x } else { '#' }).collect();
                    if differs == 1 {
                        several += 1;
                        assert!(find(&between).is_none(), "{shape:?} {a} {b}");
                    }
                }
            }
        }
        assert!(several > 0);
    }
}
