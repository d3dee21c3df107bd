//! Letters of other scripts as the Latin ones that people write for them: names in Cyrillic as their
//! owners' passports mostly have them, Greek by ELOT 743, kana by Hepburn. `deunicode` does the rest.

mod cyrillic;
mod greek;
mod kana;

use std::borrow::Cow;

use deunicode::deunicode_char;
use unicode_normalization::UnicodeNormalization;

/// Every script to ASCII. Case may be lost.
pub(super) fn transliterate(text: &str) -> String {
    // Half-width kana write a letter and its mark apart.
    let text: Cow<str> = if text.chars().any(kana::is_narrow) {
        Cow::Owned(text.nfkc().collect())
    } else {
        Cow::Borrowed(text)
    };
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len() + 8);
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let is_read = |of: fn(char) -> bool| chars[at..].iter().take_while(|c| of(**c)).count();
        let (length, read): (usize, fn(&[char], &mut String)) = if c.is_ascii() {
            out.push(c);
            at += 1;
            continue;
        } else if cyrillic::is_letter(c) {
            (is_read(cyrillic::is_letter), cyrillic::read)
        } else if greek::is_letter(c) {
            (is_read(greek::is_letter), greek::read)
        } else if kana::is_letter(c) {
            (is_read(kana::is_letter), kana::read)
        } else {
            (1, other)
        };
        read(&chars[at..at + length], &mut out);
        at += length;
    }
    out
}

/// A letter of another script still; one that nobody reads parts words.
fn other(chars: &[char], out: &mut String) {
    for &c in chars {
        // Chinese characters are words of their own, also behind kana.
        if matches!(c, '\u{3400}'..='\u{9fff}') && !out.ends_with(' ') {
            out.push(' ');
        }
        out.push_str(deunicode_char(c).unwrap_or(" "));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_written_as_their_owners_do() {
        for (text, latin) in [
            ("Ямада", "yamada"),
            ("Юлия", "yulia"),
            ("Мария Щукина", "maria shchukina"),
            ("Хрущёв", "khrushchev"),
            ("Чайковский", "chaykovsky"),
            ("Георгий Белый", "georgy bely"),
            ("Объезд", "obezd"),
            ("Наталья", "natalya"),
            ("Їжакевич Єва", "yizhakevich yeva"),
            ("Ґалаґан", "galagan"),
            ("Ђорђе Љубић", "djordje ljubic"),
            ("Γιώργος Παπαδόπουλος", "giorgos papadopoulos"),
            ("Χρήστος", "christos"),
            ("Ευάγγελος Παύλου", "evangelos pavlou"),
            ("Μπάμπης Ντίνος", "bampis dinos"),
            ("Μαΐου Ξένια Ψαρρά", "maiou xenia psarra"),
            ("ヤマダ タロウ", "yamada taro"),
            ("やまだ", "yamada"),
            ("ﾔﾏﾀﾞ", "yamada"),
            ("サトウ・ユウコ", "sato yuko"),
            ("オオノ イノウエ", "ono inoue"),
            ("しんいち", "shinichi"),
            ("ジョージ", "joji"),
            ("リョウ チャン", "ryo chan"),
            ("マッチ ニッポン", "matchi nippon"),
            ("ファティマ ヴィクター", "fatima vikuta"),
            ("ウィリアム デュボワ", "wiriamu dyubowa"),
            ("シェチェジェ", "shecheje"),
            ("ヤマダ太郎", "yamada Tai Lang"),
            ("Straße Øre Łódź Æthelred Œuvre", "Strasse Ore Lodz AEthelred OEuvre"),
            ("Đặng İstanbul Ñandú", "Dang Istanbul Nandu"),
            ("山田", "Shan Tian"),
            ("김민수", "gimminsu"),
        ] {
            let read = transliterate(text);
            let words: Vec<&str> = read.split([' ', '-']).filter(|word| !word.is_empty()).collect();
            assert_eq!(words.join(" "), latin, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_text_becomes_ascii(text in "[\\PC\u{370}-\u{3ff}\u{400}-\u{4ff}\u{1f00}-\u{1fff}\u{3040}-\u{30ff}\u{ff60}-\u{ff9f}]{0,30}") {
            prop_assert!(transliterate(&text).is_ascii());
        }
    }
}
