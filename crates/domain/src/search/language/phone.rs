//! Phone numbers in the box, which people write with blanks.

/// Digits of a number, at most: 15 (ITU-T E.164, section 6) behind the `00` that some dial.
const DIGITS_MAX: usize = 17;

/// The bytes of the phone number of `least` or more digits at the beginning of a text. It ends with a
/// word: `030 1234 ann` has one, `030 1234ann` has none. Brackets in it are closed.
pub(super) fn length(text: &str, least: usize) -> Option<usize> {
    let mut chars = text.char_indices().peekable();
    let (mut digits, mut depth, mut found) = (0, 0_usize, None);
    let mut before = ' ';
    while let Some((at, c)) = chars.next() {
        let begins = before == ' ';
        match c {
            '0'..='9' => digits += 1,
            // A second number begins, or a word that must not be there.
            '+' if at > 0 && before != '(' => break,
            '(' => depth += 1,
            ')' if depth == 0 => break,
            ')' => depth -= 1,
            '-' if begins && chars.peek().is_some_and(|(_, next)| *next != ' ') => break,
            '-' | '/' | '.' if at == 0 => break,
            '+' | '-' | '/' | '.' | ' ' => {}
            _ => break,
        }
        if digits > DIGITS_MAX {
            break;
        }
        let end = at + c.len_utf8();
        let ends = chars.peek().is_none_or(|(_, next)| ends_word(*next, depth));
        if ends && depth == 0 && digits >= least && c != ' ' {
            found = Some((end, c));
        }
        before = c;
    }
    found.map(|(end, _)| text[..end].trim_end_matches([' ', '-', '/', '.']).len())
}

fn ends_word(next: char, depth: usize) -> bool {
    next.is_whitespace() || matches!(next, '"' | '|' | ',' | ';') || (next == ')' && depth == 0)
}
