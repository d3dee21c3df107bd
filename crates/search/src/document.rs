//! A contact as the index stores it.

use std::collections::BTreeMap;

use domain::Partition;
use domain::contact::{ContactFields, Department, Seniority};
use domain::search::FilterField;
use domain::value::{Country, fold};
use tantivy::TantivyDocument;

use crate::card::Card;
use crate::class::Class;
use crate::compare::{PREFIX_TO, may_hold_typo};
use crate::schema::Fields;
use crate::term::{self, Kind, term};
use crate::token::{Candidate, phone_forms};
use crate::{Document, filter, key, values};

/// The index's document of a contact.
pub(crate) fn build(fields: &Fields, partition: Partition, document: &Document) -> TantivyDocument {
    let card = Card::of(&document.fields);
    let mut out = TantivyDocument::default();
    out.add_bytes(fields.key, &key::key(partition, document.contact, &document.fields));
    out.add_bytes(fields.card, card.to_stored().as_bytes());
    for (facet, field) in FilterField::FACETS.iter().zip(&fields.facets) {
        let value = facet_value(&document.fields, *facet);
        let value = value.map(|value| values::stored(&fold(value), value)).unwrap_or_default();
        out.add_bytes(*field, value.as_bytes());
    }
    out.add_bytes(fields.terms, &term::contact(partition, document.contact));
    filter::terms(document, |field, value| {
        out.add_bytes(fields.terms, &term(partition, Kind::Filter(field), value.as_bytes()));
    });
    for text in Terms::of(&card).0 {
        out.add_bytes(fields.terms, &term(partition, text.0, text.1.as_bytes()));
    }
    // Up to 10,000 documents wait in the writer's queue.
    out.shrink_to_fit();
    out
}

/// The value of a contact that a facet counts, as it is shown.
fn facet_value(fields: &ContactFields, facet: FilterField) -> Option<&str> {
    match facet {
        FilterField::Industry => fields.industry.as_deref(),
        FilterField::Company => fields.company.as_deref(),
        FilterField::Title => fields.title.as_deref(),
        FilterField::Seniority => fields.seniority.map(Seniority::as_str),
        FilterField::Department => fields.department.map(Department::as_str),
        FilterField::Country => fields.country.as_ref().map(Country::as_str),
        FilterField::City => fields.city.as_deref(),
        _ => None,
    }
}

/// The text terms of a card, each once.
struct Terms(Vec<(Kind, String)>);

impl Terms {
    fn of(card: &Card) -> Self {
        // A word that stands in a better field too gains nothing from the worse one.
        let mut words: BTreeMap<String, (Class, bool)> = BTreeMap::new();
        let mut terms = Self(Vec::new());
        card.candidates(|field, candidate| match candidate {
            Candidate::Word(word) => note(&mut words, word, field.class(), true),
            Candidate::Label(word) => note(&mut words, word, field.class(), false),
            Candidate::Suffix(word) => terms.add_suffix(word),
            Candidate::Address(address) => {
                terms.0.push((Kind::Address, address.to_owned()));
                let mailbox = address.rsplit_once('@').map_or(address, |(mailbox, _)| mailbox);
                terms.0.push((Kind::Mailbox, mailbox.to_owned()));
            }
            Candidate::Phone(digits) => {
                terms.0.extend(phone_forms(digits).map(|form| (Kind::Phone, form.to_owned())));
            }
        });
        terms.add_words(&words);
        terms.0.sort_unstable();
        terms.0.dedup();
        terms
    }

    fn add_suffix(&mut self, word: &str) {
        self.0.push((Kind::Suffix, word.to_owned()));
        self.0.extend(beginnings(word).map(|text| (Kind::SuffixBeginning, text.to_owned())));
    }

    fn add_words(&mut self, words: &BTreeMap<String, (Class, bool)>) {
        let mut begun: BTreeMap<&str, Class> = BTreeMap::new();
        for (word, (class, forgiving)) in words {
            self.0.push((Kind::Word(*class), word.clone()));
            for beginning in beginnings(word) {
                let known = begun.entry(beginning).or_insert(*class);
                *known = (*known).min(*class);
            }
            if *forgiving && may_hold_typo(word.as_bytes()) {
                let patterns = (1..word.len()).map(|at| pattern(word, at, at + 1));
                self.0.extend(patterns.map(|pattern| (Kind::Pattern(*class), pattern)));
            }
        }
        let begun = begun.into_iter();
        self.0.extend(begun.map(|(text, class)| (Kind::Beginning(class), text.to_owned())));
    }
}

/// Takes a word in. Where a word stands in several fields the best one counts; that is right
/// for typos too, because only the worst class, that of addresses, does not forgive them.
fn note(words: &mut BTreeMap<String, (Class, bool)>, word: &str, class: Class, forgiving: bool) {
    let known = words.entry(word.to_owned()).or_insert((class, forgiving));
    *known = (known.0.min(class), known.1 || forgiving);
}

/// The proper beginnings of a word that are terms.
fn beginnings(word: &str) -> impl Iterator<Item = &str> {
    (1..word.len().min(PREFIX_TO + 1)).map(|end| &word[..end])
}

/// The word with a question mark in place of the letters from `start` to before `end`.
pub(crate) fn pattern(word: &str, start: usize, end: usize) -> String {
    format!("{}?{}", &word[..start], &word[end..])
}
