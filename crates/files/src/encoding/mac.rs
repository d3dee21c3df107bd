//! Mac Roman, which no detector of browsers knows: old address books of Apple are written in it.

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};

/// Whether a text that is not UTF-8 makes sense as Mac Roman and does not as windows-1252.
///
/// Accented letters stand at 80 to 9F in Mac Roman, where windows-1252 has punctuation and a few capitals;
/// windows-1252 has them from C0 on, where Mac Roman has mostly signs. So a text of one reads
/// as nonsense in the other: `Orléans` as `OrlŽans`, or as `OrlÈans`.
pub(super) fn is_mac_roman(sample: &[u8]) -> bool {
    let high = sample.iter().filter(|byte| !byte.is_ascii()).count();
    let pairs = sample.windows(2).filter(|pair| pair.iter().all(|byte| !byte.is_ascii())).count();
    // Alphabets of other scripts stand close together; accents do not.
    if high == 0 || pairs * 10 > high {
        return false;
    }
    let (mac, windows) = (sense(sample, MACINTOSH), sense(sample, WINDOWS_1252));
    mac * 20 >= high * 19 && windows * 2 < high
}

/// Letters beyond ASCII that stand where they may stand, and punctuation.
fn sense(sample: &[u8], encoding: &'static Encoding) -> usize {
    let text = encoding.decode_without_bom_handling(sample).0;
    let (mut before, mut sense) = (' ', 0);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let behind = letters.peek().copied().unwrap_or(' ');
        if !letter.is_ascii() && fits(before, letter, behind) {
            sense += 1;
        }
        before = letter;
    }
    sense
}

fn fits(before: char, letter: char, behind: char) -> bool {
    const SMALL: &str = "àáâãäåæçèéêëìíîïñòóôõöøœùúûüßÿ";
    const LARGE: &str = "ÀÁÂÃÄÅÆÇÈÉÊËÍÎÏÑÒÓÔÕÖØŒÙÚÛÜ";
    let inside = before.is_alphabetic() && behind.is_alphabetic();
    match letter {
        '’' | '‘' | '“' | '”' | '„' | '«' | '»' | '€' | '…' | '•' | '©' | '®' | '°' | '\u{a0}' => {
            true
        }
        '–' | '—' | '™' => !inside,
        _ if SMALL.contains(letter) => !before.is_ascii_digit(),
        _ if LARGE.contains(letter) => !before.is_lowercase(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::{SHIFT_JIS, WINDOWS_1250, WINDOWS_1251};

    use super::*;

    #[test]
    fn mac_roman_is_told_from_others() {
        let western = "Name;Ort\nFrançois;Orléans\nZoë;Köln\nJosé Muñoz;Málaga\nMÜLLER;Åre\n";
        let irish = "name,city\nO’Brien,Dublin\nL’Oréal,Paris – Nord\n";
        for (encoding, text, expected) in [
            (MACINTOSH, western, true),
            (MACINTOSH, "Malmö", true),
            (WINDOWS_1252, western, false),
            (WINDOWS_1252, irish, false),
            (WINDOWS_1252, "O’Brien", false),
            (WINDOWS_1250, "jméno;město\nTomáš Dvořák;Plzeň\nŠkoda;Žďár\n", false),
            (WINDOWS_1251, "имя;город\nАнна;Москва\n", false),
            (SHIFT_JIS, "会社名,メール\nヤマハ,アドレス\n", false),
            (WINDOWS_1252, "plain", false),
        ] {
            assert_eq!(is_mac_roman(&encoding.encode(text).0), expected, "{text}");
        }
    }
}
