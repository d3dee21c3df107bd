//! ELOT 743, with `b` and `d` where a word begins with what is spoken so.

use unicode_normalization::char::decompose_canonical;

const LETTERS: &[(char, &str)] = &[
    ('α', "a"),
    ('β', "v"),
    ('γ', "g"),
    ('δ', "d"),
    ('ε', "e"),
    ('ζ', "z"),
    ('η', "i"),
    ('θ', "th"),
    ('ι', "i"),
    ('κ', "k"),
    ('λ', "l"),
    ('μ', "m"),
    ('ν', "n"),
    ('ξ', "x"),
    ('ο', "o"),
    ('π', "p"),
    ('ρ', "r"),
    ('σ', "s"),
    ('ς', "s"),
    ('τ', "t"),
    ('υ', "y"),
    ('φ', "f"),
    ('χ', "ch"),
    ('ψ', "ps"),
    ('ω', "o"),
];
/// Before these a `υ` that is a consonant is `f`.
const VOICELESS: &str = "θκξπσςτφχψ";

pub(super) fn is_letter(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}')
}

/// A letter in small case without its accents, and whether it is spoken apart from the one before.
fn plain(c: char) -> (char, bool) {
    let (mut base, mut is_apart) = (c, false);
    let mut is_first = true;
    decompose_canonical(c, |part| {
        if is_first {
            base = part;
        }
        is_first = false;
        is_apart |= part == '\u{308}';
    });
    (base.to_lowercase().next().unwrap_or(base), is_apart)
}

pub(super) fn read(word: &[char], out: &mut String) {
    let word: Vec<(char, bool)> = word.iter().map(|c| plain(*c)).collect();
    let mut at = 0;
    while let Some(&(c, _)) = word.get(at) {
        let next = word.get(at + 1).filter(|(_, is_apart)| !is_apart).map(|(next, _)| *next);
        let pair = match (c, next) {
            ('ο', Some('υ')) => Some("ou"),
            ('α', Some('υ')) => Some(spoken(&word, at, "av", "af")),
            ('ε', Some('υ')) => Some(spoken(&word, at, "ev", "ef")),
            ('η', Some('υ')) => Some(spoken(&word, at, "iv", "if")),
            ('γ', Some('γ')) => Some("ng"),
            ('γ', Some('ξ')) => Some("nx"),
            ('γ', Some('χ')) => Some("nch"),
            ('μ', Some('π')) if at == 0 => Some("b"),
            ('ν', Some('τ')) if at == 0 => Some("d"),
            _ => None,
        };
        out.push_str(pair.unwrap_or_else(|| letter(c)));
        at += if pair.is_some() { 2 } else { 1 };
    }
}

fn spoken(
    word: &[(char, bool)],
    at: usize,
    voiced: &'static str,
    other: &'static str,
) -> &'static str {
    let is_voiceless = word.get(at + 2).is_none_or(|(next, _)| VOICELESS.contains(*next));
    if is_voiceless { other } else { voiced }
}

fn letter(c: char) -> &'static str {
    let known = LETTERS.iter().find(|(letter, _)| *letter == c);
    known.map_or_else(|| deunicode::deunicode_char(c).unwrap_or(" "), |(_, latin)| latin)
}
