use serde::{Deserialize, Serialize};

use super::{Country, line, text_value};

/// A phone number: E.164 (`+14155550123`) where it was written with its country code, else as
/// written, because the country is not known and a guess would be worse than none.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = "+14155550123"))]
pub struct Phone(String);
text_value!(Phone);

impl Phone {
    /// Reads a number of 5 to 15 digits (ITU-T E.164, section 6) with the usual punctuation.
    /// A leading `+` or `00` marks a country code; an extension (`x12`, `ext. 12`) is kept.
    ///
    /// # Errors
    /// What was expected, for a person to read.
    pub fn parse(text: &str) -> Result<Self, String> {
        Self::parse_in(text, None)
    }

    /// As [`Self::parse`]; a number without a country code that this country's numbering plan
    /// knows becomes E.164. One that it does not know stays as written.
    ///
    /// # Errors
    /// As [`Self::parse`].
    pub fn parse_in(text: &str, country: Option<&Country>) -> Result<Self, String> {
        let text = plain_digits(&line(text));
        let text = strip_label(&text);
        let (number, extension) = split_extension(text);
        if let Some(c) =
            number.chars().find(|c| !c.is_ascii_digit() && !" +-.()/–‐‑[]".contains(*c))
        {
            return Err(format!("The character {c:?} cannot stand in a phone number."));
        }
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        let international = number.trim_start_matches(['(', ' ']).starts_with('+');
        let (digits, international) = match digits.strip_prefix("00") {
            Some(rest) if !international => (rest.to_owned(), true),
            _ => (digits, international),
        };
        // "+44 (0)20 …" writes the national zero in brackets; it is not dialled.
        let has_trunk = international && number.contains("(0)");
        let digits = if has_trunk { digits.replacen('0', "", 1) } else { digits };
        if !(5..=15).contains(&digits.len()) {
            return Err(format!("Expected 5 to 15 digits, found {}.", digits.len()));
        }
        let mut value = if international {
            let written = format!("+{digits}");
            // The plan is asked only where it may drop a zero: asking is slow.
            if has_trunk_zero(&written) {
                plan::e164(&written, None).unwrap_or(written)
            } else {
                written
            }
        } else {
            let written = number.trim().to_owned();
            country.and_then(|country| plan::e164(&written, Some(country))).unwrap_or(written)
        };
        if !extension.is_empty() {
            value.push_str(" x");
            value.push_str(extension);
        }
        Ok(Self(value))
    }

    /// Whether the number is one of the whole world, with its country code.
    pub fn is_international(&self) -> bool {
        self.0.starts_with('+')
    }

    /// Whether both are one number, which may be written with its country code or without. An
    /// extension tells two numbers apart.
    pub fn is_same(&self, other: &Self) -> bool {
        let extension = |phone: &Self| phone.0.split_once(" x").map(|(_, x)| x.to_owned());
        if extension(self) != extension(other) {
            return false;
        }
        let (mine, theirs) = (self.digits(), other.digits());
        match (self.is_international(), other.is_international()) {
            (true, false) => ends_with_national(&mine, &theirs),
            (false, true) => ends_with_national(&theirs, &mine),
            _ => mine == theirs,
        }
    }

    /// The digits alone, for comparison.
    pub fn digits(&self) -> String {
        self.0.split(" x").next().unwrap_or_default().chars().filter(char::is_ascii_digit).collect()
    }
}

/// Whether the digits behind a country code of one to three digits are these, less a leading 0.
fn ends_with_national(international: &str, national: &str) -> bool {
    let national = national.strip_prefix('0').unwrap_or(national);
    national.len() >= 6
        && (1..=3).contains(&international.len().saturating_sub(national.len()))
        && international.ends_with(national)
}

/// Whether a zero follows the country code (ITU-T E.164, annex: codes of one, two and three
/// digits), which only some countries dial from abroad: `+49 030 …` means `+49 30 …`.
fn has_trunk_zero(number: &str) -> bool {
    let digits = number.trim_start_matches('+').as_bytes();
    let length = match digits {
        [b'1' | b'7', ..] => 1,
        [b'2', b'0' | b'7', ..]
        | [b'3', b'0'..=b'4' | b'6' | b'9', ..]
        | [b'4', b'0' | b'1' | b'3'..=b'9', ..]
        | [b'5', b'1'..=b'8', ..]
        | [b'6', b'0'..=b'6', ..]
        | [b'8', b'1' | b'2' | b'4' | b'6', ..]
        | [b'9', b'0'..=b'5' | b'8', ..] => 2,
        _ => 3,
    };
    digits.get(length) == Some(&b'0')
}

/// Figures and signs of Arabic, Indian and full-width writing as those of ASCII.
fn plain_digits(text: &str) -> String {
    let plain = |c: char| match c {
        '\u{660}'..='\u{669}' => digit(c, 0x660),
        '\u{6f0}'..='\u{6f9}' => digit(c, 0x6f0),
        '\u{966}'..='\u{96f}' => digit(c, 0x966),
        '\u{ff10}'..='\u{ff19}' => digit(c, 0xff10),
        '＋' => '+',
        '（' => '(',
        '）' => ')',
        '－' | 'ー' | '−' | '—' | '‒' => '-',
        '．' | '·' | '•' => '.',
        '／' => '/',
        _ => c,
    };
    if text.is_ascii() { text.to_owned() } else { text.chars().map(plain).collect() }
}

fn digit(c: char, zero: u32) -> char {
    char::from_digit(u32::from(c) - zero, 10).unwrap_or(c)
}

fn strip_label(text: &str) -> &str {
    for label in ["tel:", "Tel:", "Tel.:", "Tel.", "Phone:", "T:"] {
        if let Some(rest) = text.strip_prefix(label) {
            return rest.trim_start();
        }
    }
    text
}

fn split_extension(text: &str) -> (&str, &str) {
    let lower = text.to_ascii_lowercase();
    for mark in ["extension", "ext.", "ext", "x", "#"] {
        if let Some(at) = lower.find(mark) {
            let tail = text[at + mark.len()..].trim_matches([' ', '.', ':']);
            if !tail.is_empty() && tail.len() <= 8 && tail.bytes().all(|b| b.is_ascii_digit()) {
                return (text[..at].trim_end_matches([' ', ',', ';']), tail);
            }
        }
    }
    (text, "")
}

/// The numbering plans of the world.
#[cfg(feature = "reference")]
mod plan {
    use std::panic::catch_unwind;

    use phonenumber::Mode;

    use super::Country;

    /// The number in E.164, if the plan of the country, or of the code that it begins with, has
    /// such numbers.
    pub(super) fn e164(number: &str, country: Option<&Country>) -> Option<String> {
        let id = match country {
            Some(country) => Some(country.as_str().parse().ok()?),
            None => None,
        };
        // The library has panicked on odd numbers before; one number must not cost an import.
        let found = catch_unwind(|| {
            let found = phonenumber::parse(id, number).ok()?;
            found.is_valid().then(|| found.format().mode(Mode::E164).to_string())
        });
        found.ok().flatten().filter(|text| is_e164(text))
    }

    fn is_e164(text: &str) -> bool {
        text.strip_prefix('+').is_some_and(|digits| {
            (5..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
        })
    }
}

#[cfg(not(feature = "reference"))]
mod plan {
    use super::Country;

    pub(super) fn e164(_: &str, _: Option<&Country>) -> Option<String> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_every_usual_form() {
        for (text, stored) in [
            ("202-224-3441", "202-224-3441"),
            ("+1 (415) 555-0123", "+14155550123"),
            ("0044 20 7946 0000", "+442079460000"),
            ("+44 (0)20 7946 0000", "+442079460000"),
            ("(415) 555-0123 ext. 77", "(415) 555-0123 x77"),
            ("Tel.: 030 1234-0", "030 1234-0"),
        ] {
            assert_eq!(Phone::parse(text).map(String::from), Ok(stored.to_owned()), "{text}");
        }
    }

    #[test]
    #[cfg(feature = "reference")]
    fn a_country_places_a_number() {
        for (text, country, stored) in [
            ("030 901820", "DE", "+4930901820"),
            ("0170 1234567", "DE", "+491701234567"),
            ("(202) 224-3441", "US", "+12022243441"),
            ("1-202-224-3441", "US", "+12022243441"),
            ("020 7946 0000 ext. 5", "GB", "+442079460000 x5"),
            ("06 12 34 56 78", "FR", "+33612345678"),
            ("０３－３２１１－１２３４", "JP", "+81332111234"),
            ("02 1234 5678", "IT", "+390212345678"),
            ("8 (495) 123-45-67", "RU", "+74951234567"),
            ("+49 030 901820", "US", "+4930901820"),
            ("011 44 20 7946 0000", "US", "+442079460000"),
            ("555-0123", "US", "555-0123"),
            ("12345", "DE", "12345"),
        ] {
            let country = Country::parse(country).unwrap();
            let found = Phone::parse_in(text, Some(&country));
            assert_eq!(found.clone().map(String::from), Ok(stored.to_owned()), "{text}");
            let again = Phone::parse_in(found.unwrap().as_str(), Some(&country));
            assert_eq!(again.map(String::from), Ok(stored.to_owned()), "{text} again");
        }
    }

    #[test]
    fn one_number_is_known_in_both_forms() {
        let phone = |text: &str| Phone::parse(text).unwrap();
        let berlin = phone("+49 30 901820");
        assert!(berlin.is_same(&phone("030 901820")) && phone("030/901820").is_same(&berlin));
        assert!(!berlin.is_same(&phone("040 901820")));
        assert!(!berlin.is_same(&phone("030 901820 x5")));
        assert!(!phone("+44 30 901820").is_same(&berlin));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in ["", "n/a", "12", "call me", "1234567890123456"] {
            assert!(Phone::parse(text).is_err(), "{text}");
        }
    }
}
