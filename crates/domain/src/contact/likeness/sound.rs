/// A folded word in the spelling that its variants share: `mueller` and `muller`, `evgeniy` and
/// `yevgeny`, `philipp` and `filip`, `schmidt` and `schmitt` are each one.
pub(super) fn sound(word: &str) -> String {
    // A Cyrillic vowel is written with or without its first sound.
    let word = match word.as_bytes() {
        [b'y', b'e' | b'o' | b'u' | b'a', ..] | [b'i' | b'j', b'u', ..] => &word[1..],
        _ => word,
    };
    let bytes = word.as_bytes();
    let mut out = String::with_capacity(word.len());
    let mut at = 0;
    while at < bytes.len() {
        if let Some((letters, to)) = spelling(&bytes[at..]) {
            push(&mut out, to);
            at += letters;
            continue;
        }
        let Some(c) = word[at..].chars().next() else { break };
        at += c.len_utf8();
        match c {
            'y' | 'j' => push(&mut out, "i"),
            'w' => push(&mut out, "v"),
            'q' | 'c' => push(&mut out, "k"),
            'z' => push(&mut out, "s"),
            _ => push(&mut out, c.encode_utf8(&mut [0; 4])),
        }
    }
    out
}

/// How many letters a text begins with that have one sound, and how that is spelled.
fn spelling(text: &[u8]) -> Option<(usize, &'static str)> {
    Some(match text {
        [b's', b'c', b'h', ..] => (3, "sh"),
        [b'i', b'i' | b'y', b'a', ..] => (3, "a"),
        [b'y' | b'i', b'a', ..] | [b'a', b'e', ..] => (2, "a"),
        [b'd', b't', ..] | [b't', b'h', ..] => (2, "t"),
        [b'p', b'h', ..] => (2, "f"),
        [b'k', b'h', ..] => (2, "h"),
        [b'g', b'h', ..] => (2, "g"),
        [b'c', b'k', ..] => (2, "k"),
        [b'o', b'e', ..] => (2, "o"),
        [b'u', b'e', ..] | [b'o' | b'i', b'u', ..] => (2, "u"),
        [b'a' | b'e', b'i' | b'y', ..] => (2, "ai"),
        [b'i', b'y' | b'j' | b'e', ..] | [b'e', b'e', ..] => (2, "i"),
        _ => return None,
    })
}

/// Double letters are one.
fn push(out: &mut String, text: &str) {
    for c in text.chars() {
        if !out.ends_with(c) || c.is_ascii_digit() {
            out.push(c);
        }
    }
}

/// Whether two words differ by so little that one may be a slip of the other: letters left out,
/// added, mistaken or swapped (Damerau and Levenshtein, adjacent letters swapped once), one in
/// words of four letters and more, two from eight.
pub(in crate::contact) fn is_near(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let allowed = match a.len().min(b.len()) {
        0..4 => return false,
        4..8 => 1,
        _ => 2,
    };
    a.len().abs_diff(b.len()) <= allowed && distance(&a, &b) <= allowed
}

fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let change = above[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = change.min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_of_a_spelling_meet() {
        for (a, b) in [
            ("mueller", "muller"),
            ("evgeniy", "yevgeny"),
            ("philipp", "filip"),
            ("schmidt", "schmitt"),
            ("meyer", "maier"),
            ("catherine", "katherine"),
            ("yulia", "iuliia"),
            ("mohammed", "mohamed"),
            ("tschaikowsky", "tschaikovsky"),
        ] {
            assert_eq!(sound(a), sound(b), "{a} {b}");
        }
        assert_ne!(sound("anna"), sound("hanna"));
    }

    #[test]
    fn slips_are_near() {
        for (a, b) in [("smith", "smiht"), ("jonson", "johnson"), ("weatherby", "wetherbi")] {
            assert!(is_near(a, b) && is_near(b, a), "{a} {b}");
        }
        for (a, b) in [("ann", "anne"), ("smith", "smyrna"), ("", "a"), ("mark", "marion")] {
            assert!(!is_near(a, b), "{a} {b}");
        }
    }
}
