/// A folded word in the spelling that its variants share: `mueller` and `muller`, `evgeniy` and
/// `yevgeny`, `philipp` and `filip`, `schmidt` and `schmitt` are each one.
pub(super) fn sound(word: &str) -> String {
    const PAIRS: &[(&str, &str)] = &[
        ("sch", "sh"),
        ("iia", "a"),
        ("iya", "a"),
        ("ya", "a"),
        ("dt", "t"),
        ("ph", "f"),
        ("th", "t"),
        ("kh", "h"),
        ("gh", "g"),
        ("ck", "k"),
        ("ae", "a"),
        ("oe", "o"),
        ("ue", "u"),
        ("ou", "u"),
        ("iu", "u"),
        ("ia", "a"),
        ("ai", "ai"),
        ("ei", "ai"),
        ("ey", "ai"),
        ("ay", "ai"),
        ("iy", "i"),
        ("ij", "i"),
        ("ie", "i"),
        ("ee", "i"),
    ];
    // A Cyrillic vowel is written with or without its first sound.
    let word = match word.as_bytes() {
        [b'y', b'e' | b'o' | b'u' | b'a', ..] | [b'i' | b'j', b'u', ..] => &word[1..],
        _ => word,
    };
    let bytes = word.as_bytes();
    let mut out = String::with_capacity(word.len());
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        if let Some((from, to)) = PAIRS.iter().find(|(from, _)| rest.starts_with(from.as_bytes())) {
            push(&mut out, to);
            at += from.len();
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
