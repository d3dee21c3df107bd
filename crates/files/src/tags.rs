//! Several tags in one cell: how they are written, and how they are divided.

/// The tags in a cell. One that holds a separator stands in quotes; a single one of several words has a
/// separator behind it, lest the column be taken for one that divides at blanks.
pub(crate) fn joined<T: AsRef<str>>(tags: &[T]) -> String {
    let quoted = |tag: &str| {
        if tag.contains([',', ';', '|', '\n', '"']) || tag.contains(":::") {
            format!("\"{}\"", tag.replace('"', "\"\""))
        } else {
            tag.to_owned()
        }
    };
    let texts: Vec<String> = tags.iter().map(|tag| quoted(tag.as_ref())).collect();
    match texts.as_slice() {
        [one] if one.contains(' ') && !one.contains(';') => format!("{one};"),
        _ => texts.join("; "),
    }
}

/// Divides a cell at commas, semicolons, bars, line ends and ` ::: ` outside of quotes. Where ` ::: `
/// divides, the others belong to their tag.
pub(crate) fn divided(text: &str) -> Vec<String> {
    let (tags, colons) = split(text, |letter| matches!(letter, ',' | ';' | '|' | '\n'));
    if colons { split(text, |_| false).0 } else { tags }
}

/// Divides at letters and at `:::`; says whether ` ::: ` was met.
fn split(text: &str, at: fn(char) -> bool) -> (Vec<String>, bool) {
    let (mut tags, mut tag, mut rest, mut colons) = (Vec::new(), String::new(), text, false);
    while let Some(letter) = rest.chars().next() {
        if letter == '"'
            && tag.trim().is_empty()
            && let Some((inner, behind)) = quoted(rest)
        {
            tag = inner;
            rest = behind;
        } else if let Some(behind) = rest.strip_prefix(":::") {
            colons |= behind.starts_with(' ');
            tags.push(std::mem::take(&mut tag));
            rest = behind;
        } else {
            if at(letter) {
                tags.push(std::mem::take(&mut tag));
            } else {
                tag.push(letter);
            }
            rest = &rest[letter.len_utf8()..];
        }
    }
    tags.push(tag);
    (tags, colons)
}

/// What stands in the quotes at the beginning, if they are closed before a separator or the end.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut inner = String::new();
    let mut rest = text.strip_prefix('"')?;
    loop {
        let at = rest.find('"')?;
        inner.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        match rest.strip_prefix('"') {
            Some(behind) => {
                inner.push('"');
                rest = behind;
            }
            None => break,
        }
    }
    let behind = rest.trim_start_matches(' ');
    let ends =
        behind.is_empty() || behind.starts_with([',', ';', '|', '\n']) || behind.starts_with(":::");
    ends.then_some((inner, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_joined_is_divided_again() {
        for tags in [
            &["a", "b c"][..],
            &["key account"],
            &["a, b", "c;d", "5\" disk", "x ::: y"],
            &["\"", "a\"b"],
        ] {
            let found: Vec<String> = divided(&joined(tags))
                .into_iter()
                .map(|tag| tag.trim().to_owned())
                .filter(|tag| !tag.is_empty())
                .collect();
            assert_eq!(found, tags);
        }
    }

    #[test]
    fn a_quote_that_is_not_closed_is_a_letter() {
        assert_eq!(divided("a, b ::: c"), ["a, b ", " c"]);
        assert_eq!(divided("5\" disk, \"old"), ["5\" disk", " \"old"]);
        assert_eq!(divided("\"a\" b;c"), ["\"a\" b", "c"]);
    }
}
