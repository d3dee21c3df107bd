//! Cells as people and programs write them, made into values.

use domain::contact::{PhoneInput, PhoneKind};
use domain::value::fold;

use crate::tags::divided;

/// What programs write where there is no value. Compared letter by letter: `Null` and `NA` may
/// be a person's name and a country.
const PLACEHOLDERS: &[&str] = &[
    "-",
    "--",
    "---",
    "–",
    "—",
    "n/a",
    "N/A",
    "#N/A",
    "#NV",
    "n.a.",
    "N.A.",
    "null",
    "NULL",
    "none",
    "None",
    "NONE",
    "nil",
    "nan",
    "NaN",
    "undefined",
    "(blank)",
    "(none)",
    "(empty)",
    "(null)",
    "[blank]",
    "<blank>",
    "<null>",
    "?",
];

/// A cell without what spreadsheets put around it: white space, `="…"` around figures that must
/// stay text, the `'` that keeps a value from being a formula. A placeholder is empty.
pub(super) fn cell(text: &str) -> &str {
    let text = text.trim();
    let text = match text.strip_prefix("=\"").and_then(|text| text.strip_suffix('"')) {
        Some(inner) => inner.trim(),
        None => text,
    };
    let text = match text.strip_prefix('\'') {
        Some(inner) if inner.starts_with(['=', '+', '-', '@']) => inner,
        _ => text,
    };
    if PLACEHOLDERS.contains(&text) { "" } else { text }
}

/// The addresses in a cell, divided by commas, semicolons, slashes or white space; without
/// labels, display names and brackets. What is no address stays in the list, so that its row is
/// refused and shown instead of losing it.
pub(super) fn emails(text: &str) -> Vec<String> {
    let text = spelled_out(text);
    let named = text.contains('<') && text.contains('>');
    let text = with_dots(&text);
    let parts: Vec<&str> = if named {
        text.split(['<', '>']).filter(|part| part.contains('@')).collect()
    } else {
        vec![&text]
    };
    let tokens = parts.into_iter().flat_map(|part| part.split([',', ';', '|']));
    let tokens = tokens.flat_map(str::split_whitespace).flat_map(at_slashes);
    tokens.map(without_label).filter(|token| !token.is_empty()).map(str::to_owned).collect()
}

/// `ann (at) example.com` and `ann @ example.com` as they are meant.
fn spelled_out(text: &str) -> String {
    let mut text = text.to_owned();
    if !text.contains('@') {
        for (written, meant) in [("(at)", "@"), ("[at]", "@"), ("(dot)", "."), ("[dot]", ".")] {
            text = text.replace(written, meant);
        }
    }
    while let Some(at) = [" @", "@ ", "\u{a0}@", "@\u{a0}"].iter().find(|at| text.contains(**at)) {
        text = text.replace(at, "@");
    }
    text
}

/// `ann@example,com` with the dot that was meant.
fn with_dots(text: &str) -> String {
    const ENDINGS: &[&str] =
        &["com", "net", "org", "de", "fr", "it", "es", "nl", "eu", "co.uk", "ch", "at"];
    let mut out = text.to_owned();
    for (at, _) in text.match_indices(',') {
        let tail = &text[at + 1..];
        let end = tail.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(tail.len());
        let host = text[..at].rsplit_once('@').map_or("", |(_, host)| host);
        let is_bare =
            !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if is_bare && ENDINGS.contains(&tail[..end].to_ascii_lowercase().as_str()) {
            out.replace_range(at..=at, ".");
        }
    }
    out
}

/// Two addresses may be joined by a slash, which may also stand inside of one.
fn at_slashes(token: &str) -> Vec<&str> {
    let parts: Vec<&str> = token.split('/').collect();
    if parts.iter().all(|part| part.contains('@')) { parts } else { vec![token] }
}

fn without_label(token: &str) -> &str {
    const LABELS: &[&str] = &["e mail", "email", "mail", "mailto", "courriel", "e post", "correo"];
    let is_label = |text: &str| fold(text).is_empty() || LABELS.contains(&fold(text).as_str());
    let token = match token.split_once(':') {
        Some((label, rest)) if is_label(label) => rest,
        _ => token,
    };
    let token = token.trim_matches(['<', '>', '(', ')', '[', ']', '"', '\'', ':']);
    let token = token.trim_end_matches('.');
    if is_label(token) { "" } else { token }
}

/// The numbers in a cell, divided by semicolons, bars, line ends, ` ::: `, and by commas and
/// slashes between whole numbers; each with the kind that its label tells.
pub(super) fn phones(text: &str) -> Vec<PhoneInput> {
    let parts = text.split([';', '|', '\n', '\r']).flat_map(|part| part.split(":::"));
    let parts = parts.flat_map(|part| between_numbers(part, ',', 6));
    let parts = parts.flat_map(|part| between_numbers(part, '/', 7));
    parts.map(str::trim).filter(|part| !part.is_empty()).map(phone).collect()
}

/// Divides at a separator that stands between two numbers, not inside of one as in `030/1234`.
fn between_numbers(text: &str, separator: char, digits: usize) -> Vec<&str> {
    let count = |text: &str| text.chars().filter(char::is_ascii_digit).count();
    let mut out = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(separator) {
        let (left, right) = (&text[start..at], &text[at + separator.len_utf8()..]);
        let apart = left.ends_with(' ') && right.starts_with(' ');
        let least = if apart { 5 } else { digits };
        if count(left) >= least && count(right) >= least {
            out.push(left);
            start = at + separator.len_utf8();
        }
    }
    out.push(&text[start..]);
    out
}

fn phone(text: &str) -> PhoneInput {
    let number = text.find(|c: char| c.is_ascii_digit() || c == '+' || c == '(').unwrap_or(0);
    let label = &text[..number];
    match phone_kind(label) {
        Some(kind) => PhoneInput { value: text[number..].to_owned(), kind },
        None => PhoneInput { value: text.to_owned(), kind: PhoneKind::default() },
    }
}

/// The kind of number that a label such as `Fax:` tells; none for other words.
pub(super) fn phone_kind(label: &str) -> Option<PhoneKind> {
    match fold(label).as_str() {
        "tel" | "telefon" | "telephone" | "phone" | "fon" | "t" | "p" | "work" | "main"
        | "office" | "telefono" | "telefoon" | "work phone" | "geschaftlich" => {
            Some(PhoneKind::Work)
        }
        "mobile" | "mobil" | "cell" | "handy" | "m" | "movil" | "portable" | "cellulare"
        | "iphone" | "mobiel" => Some(PhoneKind::Mobile),
        "fax" | "telefax" | "f" | "work fax" | "home fax" => Some(PhoneKind::Fax),
        "home" | "privat" | "private" => Some(PhoneKind::Home),
        "other" => Some(PhoneKind::Other),
        _ => None,
    }
}

/// The tags in a cell, divided by commas, semicolons, bars or ` ::: ` outside of quotes, or by blanks
/// where the column does so. Google's own groups (`* myContacts`) are left out.
pub(super) fn tags(text: &str, by_blanks: bool) -> Vec<String> {
    let parts = divided(text);
    let parts = parts.iter().flat_map(|part| {
        if by_blanks { part.split_whitespace().collect() } else { vec![part.as_str()] }
    });
    let parts = parts.map(cell).filter(|tag| !tag.is_empty() && !tag.starts_with("* "));
    parts.map(str::to_owned).collect()
}

/// Characters of a street that are taken; the limit of the field is 1,000 for all its parts.
const STREET_MAX: usize = 250;
/// Lines of a street that are taken.
const STREET_LINES: usize = 5;

/// The lines of a street, and whether the cell holds more than that: a whole letterhead with
/// phone and e-mail, or a text too long for any street. The caller keeps such a cell in the notes.
pub(super) fn street(text: &str) -> (String, bool) {
    let lines: Vec<&str> = text
        .lines()
        .map(|line| line.trim().trim_end_matches(','))
        .filter(|line| !line.is_empty())
        .collect();
    let is_contact = |line: &str| {
        let label = line.split_once(':').map(|(label, _)| label);
        line.contains('@') || label.is_some_and(|label| phone_kind(label).is_some())
    };
    let end = lines.iter().position(|line| is_contact(line)).unwrap_or(lines.len());
    let mut end = end.min(STREET_LINES);
    let length = |lines: &[&str]| lines.join(", ").chars().count();
    while length(&lines[..end]) > STREET_MAX {
        end -= 1;
    }
    (lines[..end].join(", "), end < lines.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_spreadsheets_put_around_a_value_is_dropped() {
        for (text, expected) in [
            (" \u{a0}Ann\u{a0}", "Ann"),
            ("=\"00123\"", "00123"),
            ("'+49 30 1", "+49 30 1"),
            ("(blank)", ""),
            ("N/A", ""),
            (" - ", ""),
            ("Null", "Null"),
            ("2.0", "2.0"),
            ("'s-Hertogenbosch", "'s-Hertogenbosch"),
        ] {
            assert_eq!(cell(text), expected, "{text}");
        }
    }

    #[test]
    fn addresses_are_found_in_a_cell() {
        for (text, expected) in [
            ("a@b.de, c@d.de", &["a@b.de", "c@d.de"][..]),
            ("a@b.de ::: c@d.de", &["a@b.de", "c@d.de"]),
            ("a@b.de\nc@d.de;e@f.de", &["a@b.de", "c@d.de", "e@f.de"]),
            ("a@b.de / c@d.de", &["a@b.de", "c@d.de"]),
            ("a/b@c.de", &["a/b@c.de"]),
            ("E-Mail: a@b.de", &["a@b.de"]),
            ("E-Mail a@b.de", &["a@b.de"]),
            ("mailto:a@b.de", &["a@b.de"]),
            ("Ann Smith <a@b.de>, Bob <c@d.de>", &["a@b.de", "c@d.de"]),
            ("a (at) b.de", &["a@b.de"]),
            ("a @ b.de", &["a@b.de"]),
            ("a@gmail,com", &["a@gmail.com"]),
            ("a@b.de,com", &["a@b.de", "com"]),
            ("a@old museum.de", &["a@old", "museum.de"]),
            ("unknown", &["unknown"]),
            ("", &[]),
        ] {
            assert_eq!(emails(text), expected, "{text}");
        }
    }

    #[test]
    fn numbers_are_found_in_a_cell() {
        use PhoneKind::{Fax, Mobile, Work};
        for (text, expected) in [
            ("030/1234", &[("030/1234", Work)][..]),
            ("0711/123456 / 0711/654321", &[("0711/123456", Work), ("0711/654321", Work)]),
            ("+49301234567/+49301234568", &[("+49301234567", Work), ("+49301234568", Work)]),
            ("030 12345, 030 12346", &[("030 12345", Work), ("030 12346", Work)]),
            ("Tel.: 030 1234\nFax: 030 1235", &[("030 1234", Work), ("030 1235", Fax)]),
            ("Mobil 0170 123456", &[("0170 123456", Mobile)]),
            (
                "207-555-1234 x4563; 207-555-9999",
                &[("207-555-1234 x4563", Work), ("207-555-9999", Work)],
            ),
            ("ask Ann", &[("ask Ann", Work)]),
        ] {
            let found = phones(text);
            let found: Vec<_> =
                found.iter().map(|phone| (phone.value.as_str(), phone.kind)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn tags_are_divided_as_their_column_does() {
        assert_eq!(tags("a, b;c | d", false), ["a", "b", "c", "d"]);
        assert_eq!(tags("* myContacts ::: Key Account", false), ["Key Account"]);
        assert_eq!(tags("vip ::: a, b", false), ["vip", "a, b"]);
        assert_eq!(tags("nhs nhstrust", true), ["nhs", "nhstrust"]);
    }

    #[test]
    fn a_street_ends_where_the_letterhead_goes_on() {
        let text =
            "Bingerstraße\u{a0}28\nHaus 3\n72488 Sigmaringen\nTelefon:\u{a0}\n+49 7571 76\na@b.de";
        assert_eq!(
            street(text),
            ("Bingerstraße\u{a0}28, Haus 3, 72488 Sigmaringen".to_owned(), true)
        );
        assert_eq!(street("1 Main St.,\nSuite 2"), ("1 Main St., Suite 2".to_owned(), false));
        assert_eq!(street(&"x".repeat(1_500)), (String::new(), true));
    }
}
