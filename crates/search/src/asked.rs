//! What one part of the box asks of a contact.

use domain::contact::{Department, Seniority};
use domain::search::FilterField;
use domain::search::language::FieldName;
use domain::value::{Country, fold, words};

use crate::card::CardField;
use crate::class::Way;
use crate::token::{Candidate, Care, Token};

/// What one part of the box asks of a contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Asked {
    /// A word, an address or a number.
    Token(Token),
    /// Words, folded, one behind the other in one field.
    Phrase(Vec<String>),
    /// A value of a filter.
    Value(ValueAsked),
}

impl Asked {
    /// In which way it meets a folded text of one field.
    pub(crate) fn meets_text(&self, text: &str, care: Care) -> Option<Way> {
        // Contacts without a value have an empty one.
        if text.is_empty() {
            return None;
        }
        match self {
            Self::Token(token) => {
                text.split(' ').filter_map(|word| token.meets(Candidate::Word(word), care)).min()
            }
            Self::Phrase(words) => holds(text, &words.join(" ")).then_some(Way::Exact),
            Self::Value(_) => None,
        }
    }
}

/// A value of a filter, as it was typed behind the field's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ValueAsked {
    pub(crate) field: FilterField,
    /// As a reason shows it, folded.
    pub(crate) text: String,
    pub(crate) tokens: Vec<Token>,
    pub(crate) is_quoted: bool,
    /// The very value, if the text names one.
    pub(crate) parsed: Option<String>,
    pub(crate) care: Care,
}

impl ValueAsked {
    /// In which way a stored value is meant.
    pub(crate) fn meets(&self, stored: &str) -> Option<Way> {
        if self.parsed.as_deref() == Some(stored) {
            return Some(Way::Exact);
        }
        if self.field == FilterField::Domain {
            let begins = self.care != Care::Exact && stored.starts_with(&self.text);
            return begins.then_some(Way::Prefix);
        }
        let own = shown(self.field, stored);
        if self.is_quoted {
            let own = own.join(" ");
            return holds(&own, &self.text).then_some(Way::Exact);
        }
        let way = |token: &Token| {
            own.iter().filter_map(|word| token.meets(Candidate::Word(word), self.care)).min()
        };
        let ways: Option<Vec<Way>> = self.tokens.iter().map(way).collect();
        ways?.into_iter().max()
    }
}

/// The words by which a stored value is known.
fn shown(field: FilterField, stored: &str) -> Vec<String> {
    let label = match field {
        FilterField::Country => {
            Country::all().find(|(code, _)| *code == stored).map(|known| known.1)
        }
        FilterField::Seniority => Seniority::from_word(stored).map(Seniority::label),
        FilterField::Department => Department::from_word(stored).map(Department::label),
        _ => None,
    };
    let mut own = words(stored);
    own.extend(label.map(words).unwrap_or_default());
    own
}

/// Whether folded words stand in a folded text, one behind the other.
pub(crate) fn holds(text: &str, phrase: &str) -> bool {
    let mut rest = text;
    loop {
        if let Some(behind) = rest.strip_prefix(phrase)
            && (behind.is_empty() || behind.starts_with(' '))
        {
            return true;
        }
        match rest.split_once(' ') {
            Some((_, next)) => rest = next,
            None => return false,
        }
    }
}

/// Whether a field of a card is meant by the name of a field.
pub(crate) fn covers(name: Option<FieldName>, field: CardField) -> bool {
    use CardField as F;
    match name {
        None => true,
        Some(FieldName::Name) => matches!(field, F::FullName | F::FirstName | F::LastName),
        Some(FieldName::Email) => field == F::Emails,
        Some(FieldName::Phone) => field == F::Phones,
        Some(FieldName::Filter(FilterField::Company)) => field == F::Company,
        Some(FieldName::Filter(FilterField::Title)) => field == F::Title,
        Some(FieldName::Filter(FilterField::City)) => field == F::City,
        Some(FieldName::Filter(_)) => false,
    }
}

/// The name of a filter's field in a contact.
pub(crate) const fn name_of(field: FilterField) -> &'static str {
    match field {
        FilterField::Size => "company_size",
        FilterField::Domain => "company_domain",
        FilterField::Tag => "tags",
        FilterField::Created => "created_at",
        FilterField::Updated => "updated_at",
        FilterField::Verified => "verified_at",
        other => other.as_str(),
    }
}

/// A text as reasons show it.
pub(crate) fn told(text: &str) -> String {
    let folded = fold(text);
    if folded.is_empty() { text.to_owned() } else { folded }
}
