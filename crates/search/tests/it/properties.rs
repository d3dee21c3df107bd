//! Random contacts, random changes, random queries: the index answers as a scan does.

use std::collections::BTreeMap;

use domain::search::{FilterField, How, SearchQuery};
use domain::value::{fold, words};
use proptest::prelude::*;
use search::{Change, Document, Index, Writer};

use crate::corpus::{at, contact, filtered, id, numbers, partition, upsert};
use crate::model;

const NAMES: &[&str] = &[
    "Ana",
    "Anna",
    "Anne",
    "Hanna",
    "Johann",
    "Johannes",
    "John",
    "Jon",
    "Maria",
    "Mario",
    "Marion",
    "Marten",
    "Martin",
    "Martina",
    "Müller",
    "Miller",
    "Schmid",
    "Schmidt",
    "Schmitt",
    "Smith",
    "Smithson",
    "Smyth",
    "Le",
    "O",
    "Wolfeschlegelsteinhausen",
    "Wolfeschlegelst",
    "B2b",
    "aabb",
    "aabbb",
    "abab",
];
const COMPANIES: &[&str] = &["Smith & Sons", "SMITH AND SONS", "Anna Bau", "Martini", "Marin Ltd"];
const TITLES: &[&str] = &["Manager", "Sales Manager", "Marketing Lead", "Miller", "Marionettist"];
const CITIES: &[&str] = &["Marburg", "Annaberg", "Johannesburg", "St John", "Ana"];

fn name() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(NAMES), 1..4)
        .prop_map(|words| words.join(" "))
}

fn maybe(values: &'static [&'static str], field: &'static str) -> impl Strategy<Value = String> {
    proptest::option::weighted(0.6, proptest::sample::select(values))
        .prop_map(move |value| value.map(|v| format!(";{field}={v}")).unwrap_or_default())
}

/// The fields of a contact, as [`contact`] reads them.
fn fields() -> impl Strategy<Value = String> {
    let email =
        prop_oneof![Just(""), Just(";email=anna.smith@marten.com"), Just(";email=o@john.de")];
    let tag = prop_oneof![Just(""), Just(";tag=Marta"), Just(";tag=Sm")];
    (name(), maybe(COMPANIES, "company"), maybe(TITLES, "title"), maybe(CITIES, "city"), email, tag)
        .prop_map(|(name, company, title, city, email, tag)| {
            format!("name={name}{company}{title}{city}{email}{tag}")
        })
}

/// A word of the corpus, whole or cut, with an edit or none.
fn typed() -> impl Strategy<Value = String> {
    let all: Vec<String> = [NAMES, COMPANIES, TITLES, CITIES]
        .concat()
        .iter()
        .flat_map(|text| words(text))
        .chain(["sales", "marten", "de", "com", "marta"].map(str::to_owned))
        .collect();
    (proptest::sample::select(all), 0..6_usize, any::<prop::sample::Index>(), "[a-n]").prop_map(
        |(word, edit, at, letter)| {
            let at = at.index(word.len());
            let (head, tail) = word.split_at(at);
            match edit {
                0 => format!("{head}{letter}{tail}"),
                1 => format!("{head}{letter}{}", &tail[1..]),
                2 if word.len() > 1 => format!("{head}{}", &tail[1..]),
                3 if tail.len() > 1 => format!("{head}{}{}{}", &tail[1..2], &tail[..1], &tail[2..]),
                4 if !head.is_empty() => head.to_owned(),
                _ => word,
            }
        },
    )
}

fn query() -> impl Strategy<Value = SearchQuery> {
    let filter = prop_oneof![
        proptest::sample::select(COMPANIES).prop_map(|value| (FilterField::Company, value)),
        proptest::sample::select(TITLES).prop_map(|value| (FilterField::Title, value)),
        proptest::sample::select(CITIES).prop_map(|value| (FilterField::City, value)),
        Just((FilterField::Tag, "marta")),
    ];
    let filters = proptest::collection::vec((filter, any::<bool>()), 0..3);
    (proptest::collection::vec(typed(), 0..4), filters, 1..8_usize).prop_map(
        |(text, filters, limit)| {
            let values: Vec<(FilterField, String)> = filters
                .into_iter()
                .map(|((field, value), out)| {
                    (field, format!("{}{value}", if out { "-" } else { "" }))
                })
                .collect();
            let values: Vec<_> = values.iter().map(|(field, v)| (*field, v.as_str())).collect();
            SearchQuery { text: text.join(" "), limit, ..filtered(&values) }
        },
    )
}

/// A batch of changes: the number of a contact, and its new fields or none.
fn batches() -> impl Strategy<Value = Vec<Vec<(u128, Option<String>)>>> {
    let change = (1..40_u128, proptest::option::weighted(0.85, fields()));
    proptest::collection::vec(proptest::collection::vec(change, 1..25), 1..4)
}

fn fill(batches: &[Vec<(u128, Option<String>)>]) -> (Index, Writer, BTreeMap<u128, Document>) {
    let (index, mut writer) = Index::in_memory().unwrap();
    let mut contacts = BTreeMap::new();
    for (position, batch) in (0..).zip(batches) {
        let mut changes = Vec::new();
        for (number, fields) in batch {
            if let Some(fields) = fields {
                let document = contact(*number, fields);
                contacts.insert(*number, document.clone());
                changes.push(upsert(partition(1), document.clone()));
                // Another owner has the same contacts under the same ids.
                changes.push(upsert(partition(2), document));
            } else {
                contacts.remove(number);
                changes.push(Change::Remove(partition(1), id(*number)));
            }
        }
        writer.apply(&changes).unwrap();
        writer.commit(at(position)).unwrap();
    }
    (index, writer, contacts)
}

/// All pages of a query, one after the other.
fn pages(index: &Index, query: &SearchQuery) -> Vec<u128> {
    let mut hits = Vec::new();
    let mut query = query.clone();
    loop {
        let found = index.find(partition(1), &query).unwrap();
        assert!(found.hits.len() <= query.limit);
        hits.extend(numbers(&found));
        query.cursor = found.next_cursor;
        if query.cursor.is_none() {
            return hits;
        }
    }
}

fn check_facets(contacts: &BTreeMap<u128, Document>, query: &SearchQuery, index: &Index) {
    let found = index.find(partition(1), query).unwrap();
    for field in [FilterField::Company, FilterField::Title, FilterField::City] {
        let counts: BTreeMap<String, u64> =
            found.facets[&field].iter().map(|count| (fold(&count.value), count.count)).collect();
        assert_eq!(counts, model::counts(contacts, query, field), "{field:?} of {query:?}");
    }
}

fn check_reasons(contacts: &BTreeMap<u128, Document>, query: &SearchQuery, index: &Index) {
    let typed = words(&query.text);
    let found = index.find(partition(1), query).unwrap();
    for (hit, number) in found.hits.iter().zip(numbers(&found)) {
        for why in &hit.why {
            let last = typed.last() == Some(&why.word);
            if why.how != How::Meaning {
                let how = model::how(&contacts[&number].fields, &why.word, last);
                assert_eq!(how, Some(why.how), "{why:?}");
            }
            assert!(why.how != How::Exact || why.word == why.matched);
        }
        let told = |word: &String| hit.why.iter().any(|why| words(&why.word).contains(word));
        assert!(typed.iter().all(told), "{typed:?} {:?}", hit.why);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_index_answers_as_a_scan_does(
        batches in batches(),
        queries in proptest::collection::vec(query(), 1..30),
    ) {
        let (index, _writer, contacts) = fill(&batches);
        for query in &queries {
            let expected = model::scan(&contacts, query);
            let total = index.find(partition(1), query).unwrap().total.value;
            prop_assert_eq!(total, expected.len() as u64, "{:?}", query);
            prop_assert_eq!(pages(&index, query), expected, "{:?}", query);
            check_facets(&contacts, query, &index);
            check_reasons(&contacts, query, &index);
        }
    }

    #[test]
    fn paging_neither_repeats_nor_hides_when_contacts_change(
        batches in batches(),
        changes in proptest::collection::vec((1..80_u128, proptest::option::of(fields())), 1..20),
        query in query(),
    ) {
        let (index, mut writer, mut contacts) = fill(&batches);
        let first = index.find(partition(1), &query).unwrap();
        let before = model::scan(&contacts, &query);
        let mut applied = Vec::new();
        for (number, fields) in &changes {
            // Records already shown stay; others come, go and change.
            if numbers(&first).contains(number) {
                continue;
            }
            if let Some(fields) = fields {
                contacts.insert(*number, contact(*number, fields));
                applied.push(upsert(partition(1), contact(*number, fields)));
            } else {
                contacts.remove(number);
                applied.push(Change::Remove(partition(1), id(*number)));
            }
        }
        writer.apply(&applied).unwrap();
        writer.commit(at(99)).unwrap();
        if let Some(cursor) = first.next_cursor.clone() {
            let rest = pages(&index, &SearchQuery { cursor: Some(cursor), ..query.clone() });
            let after = model::scan(&contacts, &query);
            let last = numbers(&first).last().copied();
            let at = after.iter().position(|number| Some(*number) == last).unwrap();
            prop_assert_eq!(&rest[..], &after[at + 1..], "behind {:?} of {:?}", last, before);
        }
    }
}
