use proptest::prelude::*;

use super::*;
use crate::search::language::FieldName;
use crate::value::words;

/// Boxes of words and marks that meet in every way.
fn boxes() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-z]{1,3}",
        "[0-9+() /.-]{1,7}",
        "[a-z]{1,2}['@.,;:!?-][a-z]{0,2}",
        prop::sample::select(vec![
            "\"",
            "-",
            "(",
            ")",
            "|",
            "OR",
            "AND",
            "NOT",
            "company:",
            "phone:",
            "name:",
            " ",
            " ",
            " ",
            "vp",
            "vice",
            "president",
            "of",
            "sales",
            "in",
            "germany",
            "chad",
            "Köln",
            "“",
            "é",
            "ヤ",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec((piece, any::<bool>()), 0..24).prop_map(|pieces| {
        let spaced =
            pieces.into_iter().map(|(piece, blank)| if blank { piece + " " } else { piece });
        spaced.collect()
    })
}

/// All words of the texts, folded.
fn words_of(node: &Node) -> Vec<String> {
    texts(node).iter().flat_map(|text| words(&text.text)).collect()
}

fn depth(node: &Node) -> usize {
    1 + match node {
        Node::All(nodes) | Node::Any(nodes) => nodes.iter().map(depth).max().unwrap_or(0),
        Node::Not(node) => depth(node),
        Node::Text(_) => 0,
    }
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let reading = Reading::of(text, &[]);
    let texts = texts(&reading.node);
    let mut end = 0;
    for one in &texts {
        prop_assert_eq!(text.get(one.at.clone()), Some(one.text.as_str()));
        prop_assert!(one.at.start >= end && !words(&one.text).is_empty());
        end = one.at.end;
    }
    prop_assert!(texts.iter().rev().skip(1).all(|one| !one.is_last));
    prop_assert!(depth(&reading.node) <= 64);
    // Only marks may be missing.
    let known = words_of(&reading.node);
    for word in words(text) {
        let is_mark = matches!(word.as_str(), "or" | "and" | "not");
        prop_assert!(
            is_mark || FieldName::parse(&word).is_some() || known.contains(&word),
            "{}",
            word
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn every_box_is_read(text in boxes()) {
        check(&text)?;
    }

    #[test]
    fn every_text_is_read(text in "\\PC{0,40}") {
        Reading::of(&text, &[]);
    }

    #[test]
    fn more_typing_never_loses_the_words_before(text in boxes(), more in "[a-z(| -]{1,4}") {
        // Words that are finished: a blank and a word stand behind them.
        let before = words_of(&Reading::of(&text, &[]).node);
        let after = words_of(&Reading::of(&format!("{text} x{more}"), &[]).node);
        for word in before {
            let is_mark = matches!(word.as_str(), "or" | "and" | "not");
            prop_assert!(is_mark || FieldName::parse(&word).is_some() || after.contains(&word), "{}", word);
        }
    }

    #[test]
    fn meanings_change_nothing_but_themselves(text in boxes()) {
        let reading = Reading::of(&text, &[]);
        let off: Vec<String> = reading.chips.iter().map(|chip| chip.words.clone()).collect();
        let plain = Reading::of(&text, &off);
        prop_assert_eq!(words_of(&plain.node), words_of(&reading.node));
        prop_assert!(plain.chips.iter().all(|chip| !off.contains(&chip.words)));
    }
}

#[test]
fn a_box_of_brackets_is_read() {
    check(&"(a ".repeat(5_000)).unwrap();
    check(&"-(a OR ".repeat(5_000)).unwrap();
    check(&"NOT ".repeat(5_000)).unwrap();
}
