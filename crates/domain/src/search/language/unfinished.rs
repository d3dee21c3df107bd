//! The word that is being typed, where it begins the name of a country: a contact has its code and none of
//! its names, so without this nobody would be found until the last letter of `vp germany`.

use super::Meaning;
use super::lexer::{Kind, Lexeme};
use super::plain::Found;
use super::vocabulary;

/// Letters from which on a beginning says something.
const FROM: usize = 3;
/// Meanings that a beginning may have; with more it says nothing yet.
const MEANINGS_MAX: usize = 24;

/// What the last word of the box may become. It is called by a name if that is one thing alone.
pub(super) fn guess(lexeme: &Lexeme, place: usize, verbatim: &[String]) -> Option<Found> {
    let Kind::Word(words) = &lexeme.kind else { return None };
    let [word] = words.as_slice() else { return None };
    if word.len() < FROM || verbatim.contains(word) {
        return None;
    }
    let mut entries = vocabulary::beginning(word);
    let first = entries.next()?;
    let mut meanings: Vec<Meaning> = first.meanings.clone();
    let mut is_one = true;
    for entry in entries {
        is_one &= (entry.field, &entry.label) == (first.field, &first.label);
        for meaning in &entry.meanings {
            if !meanings.contains(meaning) {
                meanings.push(meaning.clone());
            }
        }
    }
    (meanings.len() <= MEANINGS_MAX).then(|| Found {
        pieces: place..place + 1,
        meanings,
        field: first.field,
        label: is_one.then(|| first.label.clone()),
        words: word.clone(),
        is_negated: false,
        has_slip: false,
    })
}
