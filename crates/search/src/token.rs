//! What was typed into the box, taken apart.

use domain::search::How;
use domain::value::words;

use crate::compare::compare;

/// Digits from which on a box that holds only a number is read as a phone number.
const PHONE_FROM: usize = 5;

/// One thing that a contact must have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Token {
    /// A word, folded.
    Word {
        text: String,
        /// It stood behind a dot, so it may be the end of a domain.
        after_dot: bool,
        /// It ends the box, so it may be unfinished.
        last: bool,
    },
    /// An e-mail address, lower case; the part behind the `@` may be unfinished.
    Address(String),
    /// A phone number: its digits without leading zeros.
    Phone(String),
}

/// A word of a contact that a token may meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Candidate<'a> {
    /// A word in a field that forgives typos.
    Word(&'a str),
    /// A word of an address or a domain.
    Label(&'a str),
    /// The end of a domain, such as `com`: met only behind a dot, because a box of `co` must
    /// not find everybody with a `.com` address.
    Suffix(&'a str),
    /// A whole e-mail address.
    Address(&'a str),
    /// All digits of a phone number.
    Phone(&'a str),
}

impl Token {
    /// The tokens of a box, each once.
    pub(crate) fn read(text: &str) -> Vec<Self> {
        if let Some(digits) = phone(text) {
            return vec![Self::Phone(digits)];
        }
        let mut tokens = Vec::new();
        for chunk in text.split_whitespace() {
            read_chunk(chunk, &mut tokens);
        }
        if let Some(Self::Word { last, .. }) = tokens.last_mut() {
            *last = true;
        }
        let mut once: Vec<Self> = Vec::with_capacity(tokens.len());
        for token in tokens.into_iter().rev() {
            if !once.iter().any(|known| known.text() == token.text()) {
                once.push(token);
            }
        }
        once.reverse();
        once
    }

    /// The token as it is shown in a reason.
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Word { text, .. } | Self::Address(text) | Self::Phone(text) => text,
        }
    }

    /// How the token meets a word of a contact.
    pub(crate) fn meets(&self, candidate: Candidate<'_>) -> Option<How> {
        match (self, candidate) {
            (Self::Word { text, last, .. }, Candidate::Word(word)) => {
                compare(text, word, true, *last)
            }
            (Self::Word { text, .. }, Candidate::Label(word))
            | (Self::Word { text, after_dot: true, .. }, Candidate::Suffix(word)) => {
                compare(text, word, false, false)
            }
            (Self::Address(text), Candidate::Address(address)) => {
                compare(text, address, false, false)
            }
            (Self::Phone(digits), Candidate::Phone(number)) => {
                phone_forms(number).any(|form| form == digits).then_some(How::Exact)
            }
            (Self::Phone(digits), Candidate::Word(word) | Candidate::Label(word)) => {
                compare(digits, word, false, false)
            }
            _ => None,
        }
    }
}

fn read_chunk(chunk: &str, tokens: &mut Vec<Token>) {
    let chunk = chunk.strip_prefix("mailto:").unwrap_or(chunk);
    let address = chunk.trim_matches(|c: char| "<>(),;:\"".contains(c));
    if address.find('@').is_some_and(|at| at > 0) {
        tokens.push(Token::Address(address.to_lowercase()));
        return;
    }
    for (part, text) in chunk.split('.').enumerate() {
        for (at, text) in words(text).into_iter().enumerate() {
            tokens.push(Token::Word { text, after_dot: part > 0 && at == 0, last: false });
        }
    }
}

fn phone(text: &str) -> Option<String> {
    let text = text.trim();
    let only_digits = text.chars().all(|c| c.is_ascii_digit() || "+-()/. ".contains(c));
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let known = only_digits && digits.len() >= PHONE_FROM;
    known.then(|| digits.trim_start_matches('0').to_owned()).filter(|digits| !digits.is_empty())
}

/// The ways in which a number of these digits may be typed: whole, or without its country code,
/// which has one to three digits (ITU-T E.164, section 6.2); leading zeros never count.
pub(crate) fn phone_forms(digits: &str) -> impl Iterator<Item = &str> {
    (0..=3)
        .filter_map(move |cut| digits.get(cut..))
        .map(|form| form.trim_start_matches('0'))
        .filter(|form| form.len() >= PHONE_FROM)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, after_dot: bool, last: bool) -> Token {
        Token::Word { text: text.to_owned(), after_dot, last }
    }

    #[test]
    fn a_box_is_taken_apart() {
        assert_eq!(Token::read("Ädа Lov"), [word("ada", false, false), word("lov", false, true)]);
        assert_eq!(
            Token::read("engine.ex"),
            [word("engine", false, false), word("ex", true, true)]
        );
        assert_eq!(Token::read("Ada@Engine.ex"), [Token::Address("ada@engine.ex".to_owned())]);
        assert_eq!(Token::read("@engine"), [word("engine", false, true)]);
        assert_eq!(Token::read("ann ann"), [word("ann", false, true)]);
        assert_eq!(Token::read("0415 555-01"), [Token::Phone("41555501".to_owned())]);
        assert_eq!(Token::read("42"), [word("42", false, true)]);
        assert_eq!(Token::read(" ?! "), []);
    }

    #[test]
    fn a_number_is_met_with_and_without_its_country_code() {
        let number = Candidate::Phone("14155550123");
        for text in ["+1 415 555 0123", "(415) 555-0123", "0014155550123", "0415 5550123"] {
            assert_eq!(Token::read(text)[0].meets(number), Some(How::Exact), "{text}");
        }
        assert_eq!(Token::read("55501")[0].meets(number), None);
    }
}
