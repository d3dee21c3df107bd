//! Hepburn, as passports have it: long `o` and `u` are written short.

/// What is written for U+30A1 to U+30FA.
#[rustfmt::skip]
const SYLLABLES: &[&str] = &[
    "a", "a", "i", "i", "u", "u", "e", "e", "o", "o",
    "ka", "ga", "ki", "gi", "ku", "gu", "ke", "ge", "ko", "go",
    "sa", "za", "shi", "ji", "su", "zu", "se", "ze", "so", "zo",
    "ta", "da", "chi", "ji", "", "tsu", "zu", "te", "de", "to", "do",
    "na", "ni", "nu", "ne", "no",
    "ha", "ba", "pa", "hi", "bi", "pi", "fu", "bu", "pu", "he", "be", "pe", "ho", "bo", "po",
    "ma", "mi", "mu", "me", "mo", "ya", "ya", "yu", "yu", "yo", "yo",
    "ra", "ri", "ru", "re", "ro", "wa", "wa", "i", "e", "o", "n", "vu", "ka", "ka", "va", "vi", "ve", "vo",
];

pub(super) fn is_letter(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{309d}' | '\u{309e}' | '\u{30a1}'..='\u{30fe}')
}

/// Whether it is one of the kana of old terminals.
pub(super) fn is_narrow(c: char) -> bool {
    matches!(c, '\u{ff61}'..='\u{ff9f}')
}

/// Writes a word.
pub(super) fn read(word: &[char], out: &mut String) {
    let word: Vec<char> = word.iter().map(|c| katakana(*c)).collect();
    let mut latin = String::new();
    let mut before = String::new();
    let mut is_doubled = false;
    for (at, &c) in word.iter().enumerate() {
        let next = word.get(at + 1).copied();
        match c {
            'ー' => continue,
            'ッ' => {
                is_doubled = true;
                continue;
            }
            '・' => {
                latin.push(' ');
                before.clear();
                continue;
            }
            'ウ' if is_long_u(&before, next) => continue,
            'オ' if before.ends_with('o') => continue,
            _ => {}
        }
        let own = syllable(c).unwrap_or(&before).to_owned();
        let syllable = match joined(&before, c, &own) {
            Some(joined) => {
                latin.truncate(latin.len() - before.len());
                joined
            }
            None => own,
        };
        if is_doubled {
            double(&mut latin, &syllable);
        }
        is_doubled = false;
        latin.push_str(&syllable);
        before = syllable;
    }
    out.push_str(&latin);
}

/// As katakana, which has the same order.
fn katakana(c: char) -> char {
    match c {
        '\u{3041}'..='\u{3096}' | '\u{309d}' | '\u{309e}' => {
            char::from_u32(u32::from(c) + 0x60).unwrap_or(c)
        }
        _ => c,
    }
}

/// None for the marks that repeat a syllable.
fn syllable(c: char) -> Option<&'static str> {
    let at = u32::from(c).checked_sub(0x30a1)?;
    SYLLABLES.get(usize::try_from(at).ok()?).copied()
}

/// Whether a `ウ` only makes the vowel before it long. In `イノウエ` it does not.
fn is_long_u(before: &str, next: Option<char>) -> bool {
    let is_small = next.is_some_and(|next| matches!(next, 'ァ' | 'ィ' | 'ェ' | 'ォ'));
    !is_small && (before.ends_with('u') || before.ends_with('o') && next != Some('エ'))
}

/// One syllable of a large and a small letter: `キ` and `ャ` are `kya`.
fn joined(before: &str, small: char, own: &str) -> Option<String> {
    let vowel = before.chars().last().filter(|c| "aiueo".contains(*c))?;
    let stem = &before[..before.len() - 1];
    match small {
        'ャ' | 'ュ' | 'ョ' if matches!(vowel, 'i' | 'e') && !stem.is_empty() => {
            let is_soft = matches!(stem, "sh" | "ch" | "j");
            Some(format!("{stem}{}", if is_soft { &own[1..] } else { own }))
        }
        'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' if before == "u" => Some(format!("w{own}")),
        'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' if !stem.is_empty() => Some(format!("{stem}{own}")),
        _ => None,
    }
}

/// Doubles the consonant that a syllable begins with: `tch` before `chi`.
fn double(latin: &mut String, syllable: &str) {
    match syllable.chars().next() {
        Some('c') => latin.push('t'),
        Some(c) if !"aiueon".contains(c) => latin.push(c),
        _ => {}
    }
}
