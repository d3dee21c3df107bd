//! A plain scan that says what a search must answer. It shares nothing with the index but the
//! folding of text.

use std::collections::BTreeMap;

use domain::contact::ContactFields;
use domain::id::TypedId;
use domain::search::{FilterField, How, SearchQuery};
use domain::value::{DomainName, fold, words};
use search::Document;

/// Number of a contact and its rank: typos, unfinished words, sum of field classes.
type Ranked = ((usize, usize, usize), String, u128);

/// The numbers of all hits in their order.
pub(crate) fn scan(contacts: &BTreeMap<u128, Document>, query: &SearchQuery) -> Vec<u128> {
    let typed = words(&query.text);
    let mut hits: Vec<Ranked> = contacts
        .values()
        .filter(|contact| passes(&contact.fields, query, None))
        .filter_map(|contact| {
            let rank = rank(&contact.fields, &typed)?;
            let name = fold(contact.fields.display_name());
            Some((rank, name, contact.contact.uuid().as_u128()))
        })
        .collect();
    hits.sort();
    hits.into_iter().map(|(.., number)| number).collect()
}

/// How often each folded value of a facet occurs among the hits of the other filters.
pub(crate) fn counts(
    contacts: &BTreeMap<u128, Document>,
    query: &SearchQuery,
    facet: FilterField,
) -> BTreeMap<String, u64> {
    let typed = words(&query.text);
    let mut counts = BTreeMap::new();
    for contact in contacts.values() {
        let fields = &contact.fields;
        if passes(fields, query, Some(facet)) && rank(fields, &typed).is_some() {
            for value in values(fields, facet) {
                *counts.entry(value).or_default() += 1;
            }
        }
    }
    counts
}

fn values(fields: &ContactFields, field: FilterField) -> Vec<String> {
    let value = match field {
        FilterField::Company => fields.company.as_deref(),
        FilterField::Title => fields.title.as_deref(),
        FilterField::City => fields.city.as_deref(),
        FilterField::Tag => return fields.tags.iter().map(|tag| fold(tag)).collect(),
        _ => None,
    };
    value.into_iter().map(fold).collect()
}

fn passes(fields: &ContactFields, query: &SearchQuery, but: Option<FilterField>) -> bool {
    query.filters.iter().filter(|filter| Some(filter.field) != but).all(|filter| {
        let own = values(fields, filter.field);
        let any = |values: &[String]| values.iter().any(|value| own.contains(&fold(value)));
        (filter.include.is_empty() || any(&filter.include)) && !any(&filter.exclude)
    })
}

fn rank(fields: &ContactFields, typed: &[String]) -> Option<(usize, usize, usize)> {
    let mut rank = (0, 0, 0);
    for (at, word) in typed.iter().enumerate() {
        if typed[at + 1..].contains(word) {
            continue;
        }
        let (how, class) = best(fields, word, at + 1 == typed.len())?;
        match how {
            How::Exact => {}
            How::Prefix => rank.1 += 1,
            How::Nickname | How::Meaning | How::Typo => rank.0 += 1,
        }
        rank.2 += class;
    }
    Some(rank)
}

/// How a word meets a contact, and where.
pub(crate) fn best(fields: &ContactFields, typed: &str, last: bool) -> Option<(How, usize)> {
    let text = |value: &Option<String>| words(value.as_deref().unwrap_or_default());
    let mut candidates: Vec<(usize, String)> = Vec::new();
    let mut add = |class, words: Vec<String>| {
        candidates.extend(words.into_iter().map(|word| (class, word)));
    };
    add(0, text(&fields.full_name));
    add(0, text(&fields.first_name));
    add(0, text(&fields.last_name));
    add(1, text(&fields.company));
    add(2, text(&fields.title));
    add(2, text(&fields.city));
    fields.tags.iter().for_each(|tag| add(2, words(tag)));
    add(2, fields.seniority.map(|level| words(level.label())).unwrap_or_default());
    add(2, fields.department.map(|unit| words(unit.label())).unwrap_or_default());
    // All domains of the corpus have two labels.
    let first_label = |domain: &str| words(domain.split('.').next().unwrap());
    for email in &fields.emails {
        let (mailbox, domain) = email.value.as_str().split_once('@').unwrap();
        add(3, words(mailbox));
        add(3, first_label(domain));
    }
    let domain = fields.company_domain.iter().map(DomainName::as_str);
    domain.for_each(|domain| add(3, first_label(domain)));
    let meets = |(class, word): &(usize, String)| {
        let how = if typed == word {
            How::Exact
        } else if word.starts_with(typed) {
            How::Prefix
        } else if *class < 3 && (typo(typed, word) || last && unfinished(typed, word)) {
            How::Typo
        } else {
            return None;
        };
        Some((how, *class))
    };
    candidates.iter().filter_map(meets).min()
}

fn forgiven(typed: &str) -> bool {
    (4..=24).contains(&typed.len()) && typed.bytes().all(|byte| byte.is_ascii_lowercase())
}

fn typo(typed: &str, word: &str) -> bool {
    let letters = |text: &str| text.bytes().all(|byte| byte.is_ascii_lowercase());
    forgiven(typed)
        && letters(word)
        && word.len() <= 24
        && typed.as_bytes()[0] == word.as_bytes()[0]
        && edits(typed).contains(&word.to_owned())
}

/// Everything that is one edit away, first letters left alone.
fn edits(word: &str) -> Vec<String> {
    let mut edits = Vec::new();
    for at in 1..=word.len() {
        let (head, tail) = word.split_at(at);
        for letter in b'a'..=b'z' {
            edits.push(format!("{head}{}{tail}", char::from(letter)));
            if !tail.is_empty() {
                edits.push(format!("{head}{}{}", char::from(letter), &tail[1..]));
            }
        }
        if !tail.is_empty() {
            edits.push(format!("{head}{}", &tail[1..]));
        }
        if tail.len() > 1 {
            edits.push(format!("{head}{}{}{}", &tail[1..2], &tail[..1], &tail[2..]));
        }
    }
    edits
}

/// An added letter or swapped neighbours in a beginning; the last letter is not the added one.
fn unfinished(typed: &str, word: &str) -> bool {
    if !forgiven(typed) || !(5..=12).contains(&typed.len()) {
        return false;
    }
    (1..typed.len() - 1).any(|at| {
        let shorter = format!("{}{}", &typed[..at], &typed[at + 1..]);
        let (a, b) = (&typed[at..=at], &typed[at + 1..at + 2]);
        let swapped = format!("{}{b}{a}{}", &typed[..at], &typed[at + 2..]);
        // Leaving out one of two equal letters at the end leaves out the end.
        let end = typed.as_bytes()[at..].windows(2).all(|pair| pair[0] == pair[1]);
        !end && word.starts_with(&shorter) || a != b && word.starts_with(&swapped)
    })
}
