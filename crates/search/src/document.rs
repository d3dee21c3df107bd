//! A contact as the index stores it.

use std::collections::BTreeMap;

use domain::contact::{ContactFields, Department, Seniority};
use domain::id::TypedId;
use domain::search::FilterField;
use domain::value::{Country, fold};
use domain::{Layer, Partition, Timestamp};
use tantivy::TantivyDocument;
use tantivy::schema::Field;

use crate::card::Card;
use crate::class::Class;
use crate::compare::may_hold_typo;
use crate::schema::Fields;
use crate::term::{self, Kind, start, term};
use crate::token::Candidate;
use crate::{Document, filter, key, values};

/// The index's document of a contact.
pub(crate) fn build(fields: &Fields, partition: Partition, document: &Document) -> TantivyDocument {
    let card = Card::of(&document.fields);
    let mut out = TantivyDocument::default();
    out.add_bytes(fields.key, &key::key(partition, document.contact, &document.fields));
    let (high, low) = document.contact.uuid().as_u64_pair();
    out.add_u64(fields.id_high, high);
    out.add_u64(fields.id_low, low);
    out.add_bytes(fields.card, card.to_stored().as_bytes());
    for (facet, field) in FilterField::FACETS.iter().zip(&fields.facets) {
        let value = facet_value(&document.fields, *facet);
        let value = value.map(|value| values::stored(&fold(value), value)).unwrap_or_default();
        out.add_bytes(*field, value.as_bytes());
    }
    out.add_u64(fields.created, moment(Some(document.created_at)));
    out.add_u64(fields.updated, moment(Some(document.updated_at)));
    out.add_u64(fields.verified, moment(document.verified_at));
    out.add_u64(fields.completeness, document.completeness.into());
    out.add_bytes(fields.terms, &term::contact(partition, document.contact));
    filter::terms(document, |field, value| {
        out.add_bytes(fields.terms, &term(partition, Kind::Filter(field), value.as_bytes()));
    });
    if partition.layer() == Layer::Directory
        && let Some(domain) = &document.fields.company_domain
    {
        let term = term(partition, Kind::CompanyDomain, domain.as_str().as_bytes());
        out.add_bytes(fields.terms, &term);
    }
    Terms { partition, field: fields.terms, out: &mut out, buffer: Vec::new() }.add(&card);
    // Up to 10,000 documents wait in the writer's queue.
    out.shrink_to_fit();
    out
}

/// A moment as its column has it: seconds since 1970, 0 for none.
fn moment(at: Option<Timestamp>) -> u64 {
    at.map_or(0, |at| u64::try_from(at.seconds()).unwrap_or_default())
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

/// Where the text terms of a card go. A term that comes twice does no harm: its list has a contact once.
struct Terms<'a> {
    partition: Partition,
    field: Field,
    out: &'a mut TantivyDocument,
    /// The term that is being made.
    buffer: Vec<u8>,
}

/// The words of a card with the best class of each, and whether it forgives typos.
type Words = BTreeMap<String, (Class, bool)>;

impl Terms<'_> {
    fn add(mut self, card: &Card) {
        // A word that stands in a better field too gains nothing from the worse one.
        let mut words = Words::new();
        card.candidates(|field, candidate| match candidate {
            Candidate::Name(word) | Candidate::Word(word) => {
                note(&mut words, word, field.class(), true);
            }
            Candidate::Label(word) => note(&mut words, word, field.class(), false),
            Candidate::Suffix(word) => self.one(Kind::Suffix, word),
            Candidate::Address(address) => self.one(Kind::Address, address),
            Candidate::Phone(digits) => {
                self.one(Kind::Phone, digits);
                self.one(Kind::PhoneEnd, &digits.chars().rev().collect::<String>());
            }
        });
        self.words(&words);
        self.pairs(card);
    }

    /// Neighbours in a field, for phrases.
    fn pairs(&mut self, card: &Card) {
        for (field, value) in card.lines.iter().filter(|(field, _)| field.has_words()) {
            let mut ends = value.match_indices(' ').map(|(at, _)| at).chain([value.len()]);
            let (mut start, mut next) = (0, ends.next().unwrap_or_default() + 1);
            for end in ends {
                self.one(Kind::Pair(field.class()), &value[start..end]);
                (start, next) = (next, end + 1);
            }
        }
    }

    fn words(&mut self, words: &Words) {
        let mut begun: BTreeMap<&str, Class> = BTreeMap::new();
        for (word, (class, forgiving)) in words {
            let kind = Kind::word(*class, word);
            self.one(kind, word);
            for beginning in beginnings(kind, word) {
                let known = begun.entry(beginning).or_insert(*class);
                *known = (*known).min(*class);
            }
            // The words of titles and places are few enough to be gone through for a typo.
            let has_patterns = *forgiving && *class != Class::Other;
            if has_patterns && may_hold_typo(word.as_bytes()) {
                for at in 1..word.len() {
                    self.term(Kind::Pattern(*class), &[&word[..at], "?", &word[at + 1..]]);
                }
            }
        }
        for (text, class) in begun {
            self.one(Kind::Beginning(class), text);
        }
    }

    fn one(&mut self, kind: Kind, text: &str) {
        self.term(kind, &[text]);
    }

    fn term(&mut self, kind: Kind, parts: &[&str]) {
        self.buffer.clear();
        start(&mut self.buffer, self.partition, kind);
        for part in parts {
            self.buffer.extend_from_slice(part.as_bytes());
        }
        self.out.add_bytes(self.field, &self.buffer);
    }
}

/// Takes a word in. Where a word stands in several fields the best one counts; that is right
/// for typos too, because only the worst class, that of addresses, does not forgive them.
fn note(words: &mut Words, word: &str, class: Class, forgiving: bool) {
    match words.get_mut(word) {
        Some(known) => *known = (known.0.min(class), known.1 || forgiving),
        None => drop(words.insert(word.to_owned(), (class, forgiving))),
    }
}

/// The proper beginnings of a word that are terms.
fn beginnings(kind: Kind, word: &str) -> impl Iterator<Item = &str> {
    (1..word.len().min(kind.beginnings_to() + 1)).map(|end| &word[..end])
}

/// The word with a question mark in place of the letters from `start` to before `end`.
pub(crate) fn pattern(word: &str, start: usize, end: usize) -> String {
    format!("{}?{}", &word[..start], &word[end..])
}
