//! Folding without Unicode's tables, for the SPA: Latin letters lose their accents.

/// Base letters of U+00C0 to U+017F, one for each; `-` where there is none.
const LATIN_1_AND_A: &str = "\
    AAAAAA-CEEEEIIII-NOOOOO--UUUUY--aaaaaa-ceeeeiiii-nooooo--uuuuy-yAaAaAaCcCcCcCcDd--EeEeEeEeEe\
    GgGgGgGgHh--IiIiIiIiI---JjKk-LlLlLl----NnNnNn---OoOoOo--RrRrRrSsSsSsSsTtTt--UuUuUuUuUuUuWwYy\
    YZzZzZz-";

/// Base letters of U+1E00 to U+1EFF, Latin Extended Additional, which has those of Vietnamese.
const LATIN_ADDITIONAL: &str = "\
    AaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMmMmMmNnNnNnNnOoOoOoOoPpPpRrRr\
    RrRrSsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVvWwWwWwWwWwXxXxYyZzZzZzhtwy------AaAaAaAaAaAaAaAaAaAaAaAa\
    EeEeEeEeEeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy------";

/// The text as it is: its normal form is the server's to make.
pub(super) fn compose(text: &str) -> impl Iterator<Item = char> {
    text.chars()
}

/// The text with plain letters in the place of accented Latin ones; other scripts stay.
pub(super) fn transliterate(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'ß' => out.push_str("ss"),
            'æ' | 'Æ' => out.push_str("ae"),
            'œ' | 'Œ' => out.push_str("oe"),
            'ø' | 'Ø' => out.push('o'),
            'ł' | 'Ł' => out.push('l'),
            'đ' | 'Đ' | 'ð' | 'Ð' => out.push('d'),
            'ı' => out.push('i'),
            // Accents that stand alone behind their letter.
            '\u{300}'..='\u{36f}' => {}
            _ => out.push(base(c).unwrap_or(c)),
        }
    }
    out
}

fn base(c: char) -> Option<char> {
    let (table, first) = match c {
        '\u{c0}'..='\u{17f}' => (LATIN_1_AND_A, 0xc0),
        '\u{1e00}'..='\u{1eff}' => (LATIN_ADDITIONAL, 0x1e00),
        _ => return None,
    };
    let at = usize::try_from(u32::from(c) - first).ok()?;
    let letter = table.as_bytes().get(at).copied().map(char::from)?;
    (letter != '-').then_some(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_go_and_other_scripts_stay() {
        for (text, plain) in [
            ("Łódź Øre Çelik", "lodz ore Celik"),
            ("Nguyễn Văn Ệ", "Nguyen Van E"),
            ("straße e\u{301} Œuvre", "strasse e oeuvre"),
            ("Иван 東京", "Иван 東京"),
        ] {
            assert_eq!(transliterate(text), plain);
        }
    }

    #[test]
    fn the_tables_have_a_letter_for_every_place() {
        assert_eq!((LATIN_1_AND_A.len(), LATIN_ADDITIONAL.len()), (0x180 - 0xc0, 0x100));
    }
}
