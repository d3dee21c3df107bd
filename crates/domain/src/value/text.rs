//! Cleaning and folding of text.

use std::borrow::Cow;

#[cfg(not(feature = "transliterate"))]
use super::latin::{compose, transliterate};
#[cfg(feature = "transliterate")]
use super::roman::transliterate;

/// One line of text as a person meant it: NFC, without control characters, runs of white space
/// (also no-break spaces) made one blank, trimmed.
pub fn line(text: &str) -> String {
    // Most text is ASCII, which is composed as it is.
    if text.is_ascii() { tidy(text.chars(), text.len()) } else { tidy(compose(text), text.len()) }
}

fn tidy(text: impl Iterator<Item = char>, length: usize) -> String {
    let mut out = String::with_capacity(length);
    for c in text {
        let c = if c.is_control() || c.is_whitespace() || is_filler(c) { ' ' } else { c };
        if c != ' ' || !(out.is_empty() || out.ends_with(' ')) {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Text of several lines: each cleaned as by [`line`], blank lines at both ends dropped.
pub fn block(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(line).collect();
    lines.join("\n").trim().to_owned()
}

/// The form that comparison and search use: transliterated to ASCII, lower case, words split at
/// everything that is not a letter or digit and joined by one blank. `Łódź` and `lodz` fold to
/// the same text, so do `Müller` and `Muller`, and `ヤマダ`, `Ямада` and `Yamada`.
pub fn fold(text: &str) -> String {
    if !text.is_ascii() {
        return words(text).join(" ");
    }
    let mut out = String::with_capacity(text.len());
    let mut is_between = false;
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            if is_between && !out.is_empty() {
                out.push(' ');
            }
            out.push(char::from(byte.to_ascii_lowercase()));
        }
        is_between = !byte.is_ascii_alphanumeric();
    }
    out
}

/// The words of [`fold`], one by one.
pub fn words(text: &str) -> Vec<String> {
    // Most text is ASCII, which stays as it is.
    let plain = if text.is_ascii() {
        Cow::Borrowed(text)
    } else {
        let clean: String = compose(text).filter(|&c| !is_filler(c)).collect();
        Cow::Owned(transliterate(&clean))
    };
    plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// The normal form C, in which a letter and its accents are one character where there is one.
#[cfg(feature = "transliterate")]
fn compose(text: &str) -> impl Iterator<Item = char> {
    unicode_normalization::UnicodeNormalization::nfc(text)
}

/// Characters without a width that copy and paste leaves behind.
fn is_filler(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn white_space_of_every_kind_becomes_one_blank() {
        assert_eq!(line(" \u{a0}Anna\t \r\nMaria\u{200b} "), "Anna Maria");
        assert_eq!(block("\n\nRue 1 \n\n 75001\u{a0}Paris\n"), "Rue 1\n\n75001 Paris");
    }

    #[test]
    #[cfg(feature = "transliterate")]
    fn folding_forgets_case_accents_and_script() {
        assert_eq!(fold("Łukasz  O'Brien-Müller"), "lukasz o brien muller");
        assert_eq!(fold("STRASSE"), fold("straße"));
        assert_eq!(fold("Иван"), "ivan");
        for name in ["ヤマダ", "やまだ", "ﾔﾏﾀﾞ", "Ямада", "YAMADA", "ｙａｍａｄａ"]
        {
            assert_eq!(fold(name), "yamada", "{name}");
        }
    }

    proptest! {
        #[test]
        fn plain_text_folds_to_its_words(text in "[ -~]{0,40}") {
            prop_assert_eq!(fold(&text), words(&text).join(" "));
        }

        #[test]
        fn cleaning_and_folding_are_stable(text in "\\PC{0,60}") {
            prop_assert_eq!(line(&line(&text)), line(&text));
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
            prop_assert_eq!(fold(&text), words(&text).join(" "));
        }
    }
}
