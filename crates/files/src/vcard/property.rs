//! One property of a card: its name, its parameters, its text.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// A property as it is written, with its text decoded and not yet divided.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Property {
    /// What binds it to others, as in `item1.TEL`; lower case.
    pub(super) group: String,
    /// Upper case.
    pub(super) name: String,
    /// Names in upper case, none for values without one; values as they are.
    pub(super) parameters: Vec<(String, String)>,
    pub(super) text: String,
}

impl Property {
    /// Reads one line; none for what is no property. `encoding` is that of the file.
    pub(super) fn of(line: &[u8], encoding: &'static Encoding) -> Option<Self> {
        let colon = colon(line)?;
        let (head, value) = (decode(&line[..colon], encoding), &line[colon + 1..]);
        let mut parts = divide(&head, ';', true).into_iter();
        let name = parts.next()?.trim().to_uppercase();
        let (group, name) = name.rsplit_once('.').unwrap_or(("", &name));
        let is_name = |name: &str| {
            !name.is_empty()
                && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
        };
        if !is_name(name) {
            return None;
        }
        let parameters = parts.map(|part| match part.split_once('=') {
            Some((name, value)) => (name.trim().to_uppercase(), value.trim().to_owned()),
            None => (String::new(), part.trim().to_owned()),
        });
        let mut property = Self {
            group: group.to_lowercase(),
            name: name.to_owned(),
            parameters: parameters.collect(),
            text: String::new(),
        };
        property.text = property.decoded(value, encoding);
        Some(property)
    }

    fn decoded(&self, value: &[u8], encoding: &'static Encoding) -> String {
        let charset =
            self.parameter("CHARSET").and_then(|label| Encoding::for_label(label.as_bytes()));
        if !self.says("QUOTED-PRINTABLE") {
            return match charset {
                Some(charset) if charset != UTF_8 => decode(value, charset),
                _ => decode(value, encoding),
            };
        }
        decode(&unquoted(value), charset.unwrap_or(encoding))
    }

    /// The first value of a parameter.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        let found = self.parameters.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.trim_matches('"'))
    }

    /// Whether a word stands among the types, or alone as in version 2.1; whatever its case.
    pub(super) fn says(&self, word: &str) -> bool {
        self.words().any(|known| known.eq_ignore_ascii_case(word))
    }

    /// Types, encodings and whatever stands without a name.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        let named = |name: &str| matches!(name, "" | "TYPE" | "ENCODING");
        let values = self.parameters.iter().filter(move |(name, _)| named(name));
        values.flat_map(|(_, value)| value.trim_matches('"').split(',')).map(str::trim)
    }

    /// The rank among its like, 1 for the first choice, 100 for none.
    pub(super) fn rank(&self) -> u32 {
        match self.parameter("PREF").map(str::parse) {
            Some(Ok(rank)) => rank,
            _ if self.says("PREF") => 1,
            _ => 100,
        }
    }

    /// The text as one value.
    pub(super) fn whole(&self) -> String {
        unescaped(&self.text)
    }

    /// The text divided at a separator that is not escaped.
    pub(super) fn parts(&self, separator: char) -> Vec<String> {
        divide(&self.text, separator, false).into_iter().map(unescaped).collect()
    }
}

/// The colon before the value: the first one outside of quotes, or the first one at all where a quote is
/// never closed.
fn colon(line: &[u8]) -> Option<usize> {
    let mut quoted = false;
    for (at, byte) in line.iter().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b':' if !quoted => return Some(at),
            _ => {}
        }
    }
    line.iter().position(|&byte| byte == b':')
}

/// Divides at a separator that stands not behind a backslash, nor in quotes, which parameters have.
fn divide(text: &str, separator: char, quotes: bool) -> Vec<&str> {
    let (mut parts, mut start, mut escaped, mut quoted) = (Vec::new(), 0, false, false);
    for (at, letter) in text.char_indices() {
        if escaped {
            escaped = false;
        } else if letter == '\\' {
            escaped = true;
        } else if quotes && letter == '"' {
            quoted = !quoted;
        } else if letter == separator && !quoted {
            parts.push(&text[start..at]);
            start = at + separator.len_utf8();
        }
    }
    parts.push(&text[start..]);
    parts
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match (letter, letter == '\\') {
            (_, true) => match letters.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(other @ (',' | ';' | ':' | '\\')) => out.push(other),
                Some(other) => out.extend(['\\', other]),
                None => out.push('\\'),
            },
            (letter, _) => out.push(letter),
        }
    }
    out.trim().to_owned()
}

/// Quoted-printable (RFC 2045, 6.7); what is none stands for itself.
fn unquoted(value: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(value.len());
    let mut at = 0;
    while let Some(&byte) = value.get(at) {
        let digits = value.get(at + 1..at + 3).and_then(|digits| std::str::from_utf8(digits).ok());
        let code = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match code {
            Some(code) if byte == b'=' => {
                out.push(code);
                at += 3;
            }
            _ => {
                out.push(byte);
                at += 1;
            }
        }
    }
    out
}

/// UTF-8 where it is valid, whatever the file is said to be: cards are put together from many sources.
fn decode(bytes: &[u8], encoding: &'static Encoding) -> String {
    if encoding.is_single_byte() || encoding == UTF_8 {
        if let Ok(text) = std::str::from_utf8(bytes) {
            return text.to_owned();
        }
        let encoding = if encoding == UTF_8 { WINDOWS_1252 } else { encoding };
        return encoding.decode_without_bom_handling(bytes).0.into_owned();
    }
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

#[cfg(test)]
mod tests {
    use encoding_rs::SHIFT_JIS;

    use super::*;

    fn property(line: &str) -> Property {
        Property::of(line.as_bytes(), UTF_8).unwrap()
    }

    #[test]
    fn names_parameters_and_text_are_told_apart() {
        let tel = property("item1.tel;HOME;TYPE=\"voice,cell\";PREF=2:+1:2");
        assert_eq!(
            (tel.group.as_str(), tel.name.as_str(), tel.text.as_str()),
            ("item1", "TEL", "+1:2")
        );
        assert!(tel.says("home") && tel.says("cell") && tel.rank() == 2);
        let adr = property("N;SORT-AS=\"a:b;c\":x;y");
        assert_eq!(adr.parts(';'), ["x", "y"]);
        assert_eq!(adr.parameter("SORT-AS"), Some("a:b;c"));
        assert_eq!(property("MIDDLE;PARAM=value;;X=\"open:v").text, "v");
        assert!(Property::of(b"no property", UTF_8).is_none());
        assert!(Property::of(b"not a name: x", UTF_8).is_none());
    }

    #[test]
    fn escapes_are_undone_behind_the_division() {
        assert_eq!(property(r"N:a\;b;c\\;d\,e;\n").parts(';'), ["a;b", r"c\", "d,e", ""]);
        assert_eq!(property(r"NOTE:one\ntwo\x").whole(), "one\ntwo\\x");
        assert_eq!(property(r#"NOTE:say "a;b" = "c""#).parts(';').len(), 2);
    }

    #[test]
    fn letters_are_decoded_as_the_property_says() {
        let quoted = property("FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=96l =3D =x");
        assert_eq!(quoted.text, "Öl = =x");
        let line = [b"N;CHARSET=SHIFT_JIS:", SHIFT_JIS.encode("表;太郎").0.as_ref()].concat();
        assert_eq!(Property::of(&line, UTF_8).unwrap().parts(';'), ["表", "太郎"]);
        assert_eq!(Property::of(b"N:M\xfcller", UTF_8).unwrap().text, "Müller");
    }
}
