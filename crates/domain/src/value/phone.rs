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
        let text = line(text);
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
        if !(5..=15).contains(&digits.len()) {
            return Err(format!("Expected 5 to 15 digits, found {}.", digits.len()));
        }
        let mut value = if international {
            // "+44 (0)20 …" writes the national zero in brackets; it is not dialled.
            format!(
                "+{}",
                if number.contains("(0)") { digits.replacen('0', "", 1) } else { digits }
            )
        } else {
            number.trim().to_owned()
        };
        if !extension.is_empty() {
            value.push_str(" x");
            value.push_str(extension);
        }
        Ok(Self(value))
    }

    /// As [`Self::parse`]; a number without a country code is taken for one of this country.
    ///
    /// # Errors
    /// As [`Self::parse`].
    pub fn parse_in(text: &str, country: Option<&Country>) -> Result<Self, String> {
        let _ = country;
        Self::parse(text)
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
    fn what_is_no_number_is_refused() {
        for text in ["", "n/a", "12", "call me", "1234567890123456"] {
            assert!(Phone::parse(text).is_err(), "{text}");
        }
    }
}
