//! Phone numbers, as they are typed and as contacts have them.

use crate::class::Way;

/// Digits from which on a text that holds only a number is read as a phone number.
const PHONE_FROM: usize = 5;
/// Digits of a country's code, at most (ITU-T E.164, section 6.2).
const CODE_MAX: usize = 3;

/// A phone number, or a part of one, as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Number {
    /// All digits.
    digits: String,
    /// Without the zeros in front, which stand for the way out of a country or an area.
    trimmed: usize,
    /// It begins with its country's code, so that more digits may follow.
    is_international: bool,
}

impl Number {
    /// Reads a text that holds nothing but a number of five or more digits.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let is_number = text.chars().all(|c| c.is_ascii_digit() || "+-()/. ".contains(c));
        let number = Self::of(text);
        let long = number.digits.len() >= PHONE_FROM && number.trimmed < number.digits.len();
        (is_number && long).then_some(number)
    }

    /// The digits of a text that was said to be a number.
    pub(crate) fn of(text: &str) -> Self {
        let is_international = text.starts_with('+') || text.starts_with("00");
        // `+44 (0)20`: what is dialled within the country only.
        let text = if is_international { text.replacen("(0)", "", 1) } else { text.to_owned() };
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let trimmed = digits.len() - digits.trim_start_matches('0').len();
        Self { digits, trimmed, is_international }
    }

    pub(crate) fn digits(&self) -> &str {
        &self.digits
    }

    /// As a reason shows it: without zeros in front.
    pub(crate) fn shown(&self) -> &str {
        self.digits.get(self.trimmed..).unwrap_or_default()
    }

    /// With which a number that is meant begins, if it was typed with its country's code.
    pub(crate) fn beginning(&self) -> Option<&str> {
        (self.is_international && !self.shown().is_empty()).then(|| self.shown())
    }

    /// The ends that a number that is meant may have: with zeros in front, and without.
    pub(crate) fn ends(&self) -> impl Iterator<Item = &str> {
        let own = Some(self.digits()).filter(|digits| !digits.is_empty());
        let short =
            Some(self.shown()).filter(|shown| self.trimmed > 0 && shown.len() >= PHONE_FROM);
        own.into_iter().chain(short)
    }

    /// In which way it meets all digits of a number.
    pub(crate) fn meets(&self, number: &str) -> Option<Way> {
        let end = self.ends().filter(|end| number.ends_with(end));
        let end = end.map(|end| Self::way(end.len(), number.len())).min();
        let begins = self.beginning().is_some_and(|beginning| number.starts_with(beginning));
        end.into_iter().chain(begins.then_some(Way::Prefix)).min()
    }

    /// In which way a number of so many digits is met by its last ones: all but a country's code are the
    /// whole number.
    pub(crate) fn way(typed: usize, digits: usize) -> Way {
        if digits <= typed + CODE_MAX { Way::Exact } else { Way::Prefix }
    }
}
