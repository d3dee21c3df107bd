//! A text of the box, taken apart.

use domain::value::words;

use crate::class::Way;
use crate::compare::{compare, is_far};
use crate::number::Number;

/// Figures of a word from which on it may be the end of a phone number.
pub(crate) const END_FROM: usize = 4;

/// One thing that a contact must have.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
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
    /// A phone number.
    Phone(Number),
}

/// How exactly a token has to be met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Care {
    /// As it was typed: behind `-`, because nobody wants to lose more than was named.
    Exact,
    /// As it was typed, as a beginning, by another name, or with a typo.
    Usual,
    /// Also with typos that are forgiven only where there is nobody else.
    Far,
}

/// A word of a contact that a token may meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Candidate<'a> {
    /// A word of a name, which has other forms.
    Name(&'a str),
    /// A word in another field that forgives typos.
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

impl<'a> Candidate<'a> {
    pub(crate) fn text(self) -> &'a str {
        let (Self::Name(text)
        | Self::Word(text)
        | Self::Label(text)
        | Self::Suffix(text)
        | Self::Address(text)
        | Self::Phone(text)) = self;
        text
    }
}

impl Token {
    /// The tokens of a text without marks, each once; `is_last` says that it ends the box.
    pub(crate) fn read(text: &str, is_last: bool) -> Vec<Self> {
        if let Some(number) = Number::read(text) {
            return vec![Self::Phone(number)];
        }
        let mut tokens = Vec::new();
        for chunk in text.split_whitespace() {
            read_chunk(chunk, &mut tokens);
        }
        if let Some(Self::Word { last, .. }) = tokens.last_mut() {
            *last = is_last;
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

    /// The words of an address, which it is asked for where nobody has it as it stands.
    pub(crate) fn words_of(address: &str) -> Vec<Self> {
        let mut tokens = Vec::new();
        address.split('@').for_each(|part| read_words(part, &mut tokens));
        tokens
    }

    /// The token as it is shown in a reason.
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Word { text, .. } | Self::Address(text) => text,
            Self::Phone(number) => number.shown(),
        }
    }

    /// In which way the token meets a word of a contact.
    pub(crate) fn meets(&self, candidate: Candidate<'_>, care: Care) -> Option<Way> {
        let way = match (self, candidate) {
            (Self::Word { text, last, .. }, Candidate::Name(word) | Candidate::Word(word)) => {
                let way = compare(text, word, true, *last);
                let is_name = matches!(candidate, Candidate::Name(_));
                if is_name && way.is_none_or(|way| way > Way::Nickname) && is_nickname(text, word) {
                    Some(Way::Nickname)
                } else if way.is_none() && care == Care::Far && is_far(text, word) {
                    Some(Way::Far)
                } else {
                    way
                }
            }
            (Self::Word { text, .. }, Candidate::Label(word))
            | (Self::Word { text, after_dot: true, .. }, Candidate::Suffix(word)) => {
                compare(text, word, false, false)
            }
            (Self::Word { text, .. }, Candidate::Phone(number)) => {
                (is_end(text) && number.ends_with(text)).then_some(Way::Prefix)
            }
            (Self::Address(text), Candidate::Address(address)) => {
                compare(text, address, false, false)
            }
            (Self::Phone(typed), Candidate::Phone(number)) => typed.meets(number),
            (
                Self::Phone(typed),
                Candidate::Name(word) | Candidate::Word(word) | Candidate::Label(word),
            ) => compare(typed.digits(), word, false, false),
            _ => None,
        };
        way.filter(|way| care != Care::Exact || *way == Way::Exact)
    }
}

/// Whether a word may be the last figures of a phone number.
pub(crate) fn is_end(word: &str) -> bool {
    word.len() >= END_FROM && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a folded word is another form of a folded given name.
fn is_nickname(typed: &str, word: &str) -> bool {
    domain::contact::nicknames(typed).any(|name| name == word)
}

fn read_chunk(chunk: &str, tokens: &mut Vec<Token>) {
    let chunk = chunk.strip_prefix("mailto:").unwrap_or(chunk);
    let address = chunk.trim_matches(|c: char| "<>(),;:\"".contains(c));
    if address.find('@').is_some_and(|at| at > 0) {
        tokens.push(Token::Address(address.to_lowercase()));
    } else {
        read_words(chunk, tokens);
    }
}

fn read_words(chunk: &str, tokens: &mut Vec<Token>) {
    for (part, text) in chunk.split('.').enumerate() {
        for (at, text) in words(text).into_iter().enumerate() {
            tokens.push(Token::Word { text, after_dot: part > 0 && at == 0, last: false });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, after_dot: bool, last: bool) -> Token {
        Token::Word { text: text.to_owned(), after_dot, last }
    }

    fn read(text: &str) -> Vec<Token> {
        Token::read(text, true)
    }

    #[test]
    fn a_text_is_taken_apart() {
        assert_eq!(read("Ädа Lov"), [word("ada", false, false), word("lov", false, true)]);
        assert_eq!(read("engine.ex"), [word("engine", false, false), word("ex", true, true)]);
        assert_eq!(read(".com"), [word("com", true, true)]);
        assert_eq!(read("Ada@Engine.ex"), [Token::Address("ada@engine.ex".to_owned())]);
        assert_eq!(read("@engine"), [word("engine", false, true)]);
        assert_eq!(read("ann ann"), [word("ann", false, true)]);
        assert_eq!(read("0415 555-01")[0].text(), "41555501");
        assert_eq!(read("42"), [word("42", false, true)]);
        assert_eq!(read(" ?! "), []);
    }

    #[test]
    fn a_number_is_met_with_and_without_its_country_code() {
        let number = Candidate::Phone("14155550123");
        for text in ["+1 415 555 0123", "(415) 555-0123", "0014155550123", "0415 5550123"] {
            assert_eq!(read(text)[0].meets(number, Care::Exact), Some(Way::Exact), "{text}");
        }
        for text in ["50123", "5550123", "0123", "+1 415 55"] {
            assert_eq!(read(text)[0].meets(number, Care::Usual), Some(Way::Prefix), "{text}");
        }
        for text in ["55501", "123", "1415 55", "50124"] {
            assert_eq!(read(text)[0].meets(number, Care::Usual), None, "{text}");
        }
    }
}
