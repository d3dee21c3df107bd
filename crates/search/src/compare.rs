//! When a word of the box meets a word of a record.

use crate::class::Way;

/// Letters of a word of the box from which on one typo is forgiven: in shorter words one letter
/// makes too many other words.
pub(crate) const TYPO_FROM: usize = 4;
/// Letters of the last word from which on a typo is forgiven although it is not finished.
pub(crate) const UNFINISHED_TYPO_FROM: usize = 5;
/// Letters of a word up to which a typo is forgiven: each letter costs a term in the index.
pub(crate) const TYPO_TO: usize = 24;
/// Letters up to which the beginnings of words are terms of their own.
pub(crate) const PREFIX_TO: usize = 12;
/// The same of the words of titles, places and tags, which are few: those that share more letters are gone
/// through. A quarter of all terms of a contact would be such beginnings.
pub(crate) const COMMON_PREFIX_TO: usize = 3;

/// How `typed` meets `word`, both folded; `forgiving` allows a typo, `last` says that `typed`
/// may be unfinished and still hold one.
pub(crate) fn compare(typed: &str, word: &str, forgiving: bool, last: bool) -> Option<Way> {
    if typed == word {
        return Some(Way::Exact);
    }
    if word.starts_with(typed) {
        return Some(Way::Prefix);
    }
    let (typed, word) = (typed.as_bytes(), word.as_bytes());
    let typo = forgiving
        && may_hold_typo(typed)
        && (may_hold_typo(word) && one_typo(typed, word)
            || word.len() + 1 == TYPO_FROM && one_typo(typed, word)
            || last && unfinished_typo(typed, word));
    typo.then_some(Way::Typo)
}

/// Letters of a word of the box from which on two typos are forgiven where there is nobody else.
pub(crate) const FAR_FROM: usize = 8;

/// Whether a whole word is meant by one that is further from it than [`compare`] forgives: with the first
/// letter wrong, missing, added or swapped with the second and all others right, or with two typos behind
/// it.
pub(crate) fn is_far(typed: &str, word: &str) -> bool {
    let (typed, word) = (typed.as_bytes(), word.as_bytes());
    if !may_hold_typo(typed) || !may_hold_typo(word) {
        return false;
    }
    first_letter_typo(typed, word) || typed.len() >= FAR_FROM && two_typos(typed, word)
}

fn first_letter_typo(typed: &[u8], word: &[u8]) -> bool {
    typed[0] != word[0]
        && (typed[1..] == word[1..]
            || typed[1..] == *word
            || *typed == word[1..]
            || typed[0] == word[1] && typed[1] == word[0] && typed[2..] == word[2..])
}

/// A distance of at most two with the first letter right (optimal string alignment: no letter is touched
/// twice).
fn two_typos(typed: &[u8], word: &[u8]) -> bool {
    typed[0] == word[0] && is_within(&typed[1..], &word[1..], 2)
}

fn is_within(a: &[u8], b: &[u8], typos: usize) -> bool {
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[same..], &b[same..]);
    if a.len().max(b.len()) <= typos {
        return true;
    }
    if typos == 0 || a.len().abs_diff(b.len()) > typos {
        return false;
    }
    let (next_a, next_b) = (a.get(1..), b.get(1..));
    next_a.is_some_and(|a| is_within(a, b, typos - 1))
        || next_b.is_some_and(|b| is_within(a, b, typos - 1))
        || next_a.zip(next_b).is_some_and(|(a, b)| is_within(a, b, typos - 1))
        || a.len() > 1
            && b.len() > 1
            && a[0] == b[1]
            && a[1] == b[0]
            && is_within(&a[2..], &b[2..], typos - 1)
}

/// Whether a typo is forgiven in this word: figures are never guessed at.
pub(crate) fn may_hold_typo(word: &[u8]) -> bool {
    (TYPO_FROM..=TYPO_TO).contains(&word.len()) && word.iter().all(u8::is_ascii_alphabetic)
}

/// Damerau-Levenshtein distance of exactly one (a letter wrong, missing, added, or two
/// neighbours swapped) with the first letter right.
fn one_typo(typed: &[u8], word: &[u8]) -> bool {
    if typed.first() != word.first() || typed.len().abs_diff(word.len()) > 1 {
        return false;
    }
    let same = typed.iter().zip(word).take_while(|(a, b)| a == b).count();
    let (a, b) = (&typed[same..], &word[same..]);
    match a.len().cmp(&b.len()) {
        std::cmp::Ordering::Less => a == &b[1..],
        std::cmp::Ordering::Greater => &a[1..] == b,
        std::cmp::Ordering::Equal => {
            a.len() > 1 && a[0] == b[1] && a[1] == b[0] && a[2..] == b[2..]
                || !a.is_empty() && a[1..] == b[1..]
        }
    }
}

/// An added letter inside an unfinished word, or two neighbours swapped in it. A wrong or a
/// missing letter is forgiven only in a whole word; it would need a term for each letter of
/// each beginning.
fn unfinished_typo(typed: &[u8], word: &[u8]) -> bool {
    if typed.len() < UNFINISHED_TYPO_FROM || typed.len() > PREFIX_TO || typed[0] != word[0] {
        return false;
    }
    let same = typed.iter().zip(word).take_while(|(a, b)| a == b).count();
    let (a, b) = (&typed[same..], &word[same..]);
    let swapped = a.len() > 1 && b.len() > 1 && a[0] == b[1] && a[1] == b[0];
    swapped && b[2..].starts_with(&a[2..]) || a.len() > 1 && b.starts_with(&a[1..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn met(typed: &str, word: &str) -> Option<Way> {
        compare(typed, word, true, true)
    }

    #[test]
    fn words_meet_exactly_as_beginnings_and_with_a_typo() {
        for (typed, word, how) in [
            ("ada", "ada", Some(Way::Exact)),
            ("a", "ada", Some(Way::Prefix)),
            ("jonh", "john", Some(Way::Typo)),
            ("schmit", "schmidt", Some(Way::Typo)),
            ("lovelcae", "lovelace", Some(Way::Typo)),
            ("lovelcae", "lovelaced", Some(Way::Typo)),
            ("lovelxyc", "lovelace", None),
            ("lovleac", "lovelace", Some(Way::Typo)),
            ("lovvela", "lovelace", Some(Way::Typo)),
            ("adq", "ada", None),
            ("bohn", "john", None),
            ("ojhn", "john", None),
            ("2024", "2025", None),
            ("jon", "john", None),
            ("johm", "john", Some(Way::Typo)),
            ("marai", "maria", Some(Way::Typo)),
            ("mmaria", "maria", Some(Way::Typo)),
        ] {
            assert_eq!(met(typed, word), how, "{typed} {word}");
        }
        assert_eq!(compare("jonh", "john", false, true), None);
        assert_eq!(compare("lovvela", "lovelace", true, false), None);
    }

    #[test]
    fn what_is_further_off() {
        for (typed, word, far) in [
            ("ojhn", "john", true),
            ("bohn", "john", true),
            ("ohnson", "johnson", true),
            ("jjohnson", "johnson", true),
            ("lovelxye", "lovelace", true),
            ("lovlaec", "lovelace", false),
            ("lvoleace", "lovelace", true),
            ("bvelace", "lovelace", false),
            ("0123456", "1123456", false),
        ] {
            assert_eq!(is_far(typed, word), far, "{typed} {word}");
        }
    }

    /// The textbook recurrence (optimal string alignment).
    fn distance(a: &[u8], b: &[u8]) -> usize {
        let mut d = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                if i == 0 || j == 0 {
                    d[i][j] = i + j;
                    continue;
                }
                let cost = usize::from(a[i - 1] != b[j - 1]);
                let best = (d[i - 1][j] + 1).min(d[i][j - 1] + 1).min(d[i - 1][j - 1] + cost);
                let swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                d[i][j] = if swap { best.min(d[i - 2][j - 2] + 1) } else { best };
            }
        }
        d[a.len()][b.len()]
    }

    proptest! {
        #[test]
        fn a_typo_is_a_distance_of_one(a in "[ab]{1,7}", b in "[ab]{1,7}") {
            let (a, b) = (a.as_bytes(), b.as_bytes());
            if a != b {
                let expected = a[0] == b[0] && distance(a, b) == 1;
                prop_assert_eq!(one_typo(a, b), expected);
            }
            prop_assert_eq!(two_typos(a, b), a[0] == b[0] && distance(a, b) <= 2);
        }
    }
}
