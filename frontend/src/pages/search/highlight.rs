//! Which parts of a text a search has matched.

use domain::search::{How, Why};
use domain::value::{fold, words};

/// A piece of a text as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) text: String,
    pub(super) marked: bool,
}

/// Splits a field's text at the words that explain the hit. The search speaks of folded words
/// (lower case, without accents); here they are found again in the text as it is written.
pub(super) fn parts(text: &str, why: &[Why], fields: &[&str]) -> Vec<Part> {
    let relevant: Vec<&Why> =
        why.iter().filter(|why| fields.contains(&why.field.as_str())).collect();
    let mut parts = Vec::new();
    for piece in pieces(text) {
        let marked = marked_bytes(piece, &relevant);
        push(&mut parts, &piece[..marked], true);
        push(&mut parts, &piece[marked..], false);
    }
    parts
}

/// Runs of letters and digits, and what stands between them, in turn.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut was_word = None;
    for (at, c) in text.char_indices() {
        let is_word = c.is_alphanumeric();
        if was_word.is_some_and(|was| was != is_word) {
            pieces.push(&text[start..at]);
            start = at;
        }
        was_word = Some(is_word);
    }
    if start < text.len() {
        pieces.push(&text[start..]);
    }
    pieces
}

/// How many bytes at the start of a piece are marked: all of it, or what was typed of it.
fn marked_bytes(piece: &str, why: &[&Why]) -> usize {
    if why.is_empty() || !piece.starts_with(char::is_alphanumeric) {
        return 0;
    }
    let folded = words(piece);
    why.iter()
        .filter(|why| {
            folded.contains(&why.matched)
                || words(&why.matched).iter().any(|word| folded.contains(word))
        })
        .map(|why| if why.how == How::Prefix { typed_bytes(piece, &why.word) } else { piece.len() })
        .max()
        .unwrap_or(0)
}

/// The shortest beginning of a word that folds to at least what was typed.
fn typed_bytes(piece: &str, typed: &str) -> usize {
    let ends = piece.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.into_iter().find(|&end| fold(&piece[..end]).starts_with(typed)).unwrap_or(piece.len())
}

fn push(parts: &mut Vec<Part>, text: &str, marked: bool) {
    if text.is_empty() {
        return;
    }
    match parts.last_mut() {
        Some(last) if last.marked == marked => last.text.push_str(text),
        _ => parts.push(Part { text: text.to_owned(), marked }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn why(word: &str, field: &str, matched: &str, how: How) -> Why {
        Why { word: word.into(), field: field.into(), matched: matched.into(), how }
    }

    fn marked(text: &str, why: &[Why]) -> String {
        let parts = parts(text, why, &["full_name"]);
        parts
            .iter()
            .map(|part| if part.marked { format!("[{}]", part.text) } else { part.text.clone() })
            .collect()
    }

    #[test]
    fn whole_words_and_beginnings_are_marked() {
        let exact = why("ann", "full_name", "ann", How::Exact);
        let begun = why("mul", "full_name", "muller", How::Prefix);
        let typo = why("smiht", "full_name", "smith", How::Typo);
        assert_eq!(marked("Ann-Marie Müller", &[exact, begun]), "[Ann]-Marie [Mül]ler");
        assert_eq!(marked("J. Smith (jr)", &[typo]), "J. [Smith] (jr)");
    }

    #[test]
    fn other_fields_and_punctuation_are_left_alone() {
        assert_eq!(
            marked("Acme, Inc.", &[why("acme", "company", "acme", How::Exact)]),
            "Acme, Inc."
        );
        assert_eq!(marked(", —", &[why("", "full_name", "", How::Exact)]), ", —");
    }

    #[test]
    fn letters_that_fold_to_several_are_not_cut() {
        assert_eq!(
            marked("Strauß", &[why("straus", "full_name", "strauss", How::Prefix)]),
            "[Strauß]"
        );
    }

    proptest! {
        #[test]
        fn nothing_is_lost(text in "\\PC{0,30}", word in "[a-z]{1,4}") {
            let why = [why(&word, "full_name", &word, How::Prefix)];
            let parts = parts(&text, &why, &["full_name"]);
            prop_assert_eq!(parts.into_iter().map(|part| part.text).collect::<String>(), text);
        }
    }
}
