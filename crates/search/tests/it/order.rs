//! Orders, spans of time, values of a filter, and why somebody is missing.

use std::collections::BTreeSet;

use domain::search::{ExclusionKind, FilterField as F, SearchQuery, Sort, SortColumn};
use search::Index;

use crate::corpus::{at, contact, filtered, id, indexed, numbers, partition, text, upsert};

const PEOPLE: &[&str] = &[
    "name=Dora Weiss; company=Zeta; city=Bonn; country=DE; moment=2026-01-05T00:00:00Z",
    "name=Ann Brown; company=Alpha; title=Buyer; moment=2026-02-05T00:00:00Z; verified=2026-03-01T00:00:00Z",
    "name=Carl Brown; company=Álpha; city=Aachen; country=DE; moment=2026-03-05T00:00:00Z; verified=2025-03-01T00:00:00Z",
    "name=Bert Brown; title=Buyer; city=Zürich; country=CH; moment=2025-12-31T23:59:59Z",
];

fn sorted(index: &Index, typed: &str, sort: &str) -> Vec<u128> {
    let mut query = SearchQuery { sort: Sort::parse(sort), limit: 1, ..text(typed) };
    assert!(query.sort.is_some());
    let mut hits = Vec::new();
    // Page by page, one hit on each.
    loop {
        let found = index.find(partition(1), &query).unwrap();
        hits.extend(numbers(&found));
        query.cursor = found.next_cursor;
        if query.cursor.is_none() {
            return hits;
        }
    }
}

#[test]
fn every_column_sorts_both_ways_and_blanks_come_last() {
    let (index, _writer) = indexed(PEOPLE);
    for (sort, expected) in [
        ("name", [2, 4, 3, 1]),
        ("-name", [1, 3, 4, 2]),
        ("company", [2, 3, 1, 4]),
        ("-company", [1, 3, 2, 4]),
        ("title", [2, 4, 3, 1]),
        ("city", [3, 1, 4, 2]),
        ("-city", [4, 1, 3, 2]),
        ("country", [4, 3, 1, 2]),
        ("updated", [4, 1, 2, 3]),
        ("-created", [3, 2, 1, 4]),
        ("verified", [3, 2, 4, 1]),
        ("-verified", [2, 3, 4, 1]),
    ] {
        assert_eq!(sorted(&index, "", sort), expected, "{sort}");
    }
    assert_eq!(sorted(&index, "brown", "-updated"), [3, 2, 4]);
}

#[test]
fn a_span_before_everybody_finds_nobody() {
    let (index, _writer) = indexed(&PEOPLE[..1]);
    for (span, expected) in [("2001", 0), ("<2026", 0), ("2026-01-05", 1), (">2026-01-05", 0)] {
        let found = index.find(partition(1), &filtered(&[(F::Created, span)])).unwrap();
        assert_eq!(numbers(&found).len(), expected, "{span}");
    }
}

#[test]
fn a_page_at_any_depth_is_that_of_the_whole_list() {
    let (index, mut writer) = indexed(PEOPLE);
    for number in 5..40_u128 {
        let city = ["Bonn", "Aachen", "Zürich"][usize::try_from(number % 3).unwrap()];
        let fields = format!("name=Brown {}; city={city}; country=DE", number % 7);
        writer.apply(&[upsert(partition(1), contact(number, &fields))]).unwrap();
        if number % 4 == 0 {
            // Several segments.
            writer.commit(at(i64::try_from(number).unwrap())).unwrap();
        }
    }
    writer.commit(at(90)).unwrap();
    for typed in ["", "brown"] {
        for sort in ["", "name", "-name", "city", "-city", "-updated", "verified"] {
            let query = SearchQuery { sort: Sort::parse(sort), ..text(typed) };
            let all = numbers(&index.find(partition(1), &query).unwrap());
            assert!(all.len() > 36);
            for offset in [0, 1, 7, 20, all.len() - 1, all.len(), 500] {
                let deep = SearchQuery { offset, limit: 3, ..query.clone() };
                let found = index.find(partition(1), &deep).unwrap();
                let expected = all.get(offset..).unwrap_or_default();
                let page = &expected[..expected.len().min(3)];
                assert_eq!(numbers(&found), page, "{typed} {sort} {offset}");
                assert_eq!(found.next_cursor.is_some(), expected.len() > 3);
                // The pages behind it go by cursors.
                let next = SearchQuery { offset: 0, cursor: found.next_cursor, ..deep };
                if next.cursor.is_some() {
                    let found = index.find(partition(1), &next).unwrap();
                    assert_eq!(numbers(&found)[0], all[offset + 3]);
                }
            }
        }
    }
}

#[test]
fn any_order_goes_on_where_it_was_while_contacts_change() {
    for column in SortColumn::ALL {
        for is_descending in [false, true] {
            let (index, mut writer) = indexed(PEOPLE);
            let sort = Some(Sort { column: *column, is_descending });
            let mut query = SearchQuery { sort, limit: 2, ..text("") };
            let first = index.find(partition(1), &query).unwrap();
            query.cursor.clone_from(&first.next_cursor);
            // The last one shown goes, and two come, in segments of their own.
            let gone = *numbers(&first).last().unwrap();
            writer.apply(&[search::Change::Remove(partition(1), id(gone))]).unwrap();
            for (number, fields) in [
                (8, "name=Aa; company=Aa; city=Aa; country=AT; title=Aa"),
                (9, "name=Zz; company=Zz; city=Zz; country=ZW; title=Zz"),
            ] {
                writer.apply(&[upsert(partition(1), contact(number, fields))]).unwrap();
                writer.commit(at(2)).unwrap();
            }
            let whole = SearchQuery { cursor: None, limit: 50, ..query.clone() };
            let all = numbers(&index.find(partition(1), &whole).unwrap());
            let rest =
                numbers(&index.find(partition(1), &SearchQuery { limit: 50, ..query }).unwrap());
            let shown = numbers(&first);
            let missed: BTreeSet<u128> =
                (1..=4).filter(|n| !shown.contains(n) && !rest.contains(n)).collect();
            assert!(missed.is_empty(), "{sort:?}: {missed:?} of {all:?}");
            assert!(all.ends_with(&rest), "{sort:?}: {rest:?} of {all:?}");
            assert!(!rest.iter().any(|n| shown.contains(n)), "{sort:?}");
        }
    }
}

#[test]
fn who_is_known_better_comes_first_among_equals() {
    let (index, _writer) = indexed(&[
        "name=Ann Aa",
        "name=Ann Bb; title=Chief Buyer; company=X; industry=Y; city=Z; country=DE; phone=+49 30 901820",
        "name=Ann Cc; verified=2026-02-01T00:00:00Z",
        "name=Ann Dd; verified=2025-02-01T00:00:00Z",
    ]);
    assert_eq!(numbers(&index.find(partition(1), &text("ann")).unwrap()), [2, 3, 4, 1]);
    assert_eq!(numbers(&index.find(partition(1), &text("")).unwrap()), [1, 2, 3, 4], "by name");
}

#[test]
fn moments_are_filtered_by_spans() {
    let (index, _writer) = indexed(PEOPLE);
    for (filters, expected) in [
        (&[(F::Created, ">=2026-02-01")][..], &[2, 3][..]),
        (&[(F::Created, "2026-01..2026-02")], &[2, 1]),
        (&[(F::Created, "2025")], &[4]),
        (&[(F::Created, "-2025")], &[2, 3, 1]),
        (&[(F::Created, "2025"), (F::Created, "2026-03")], &[4, 3]),
        (&[(F::Verified, "<2026")], &[3]),
        (&[(F::Verified, "-<2026")], &[2, 4, 1]),
    ] {
        let found = index.find(partition(1), &filtered(filters)).unwrap();
        assert_eq!(numbers(&found), expected, "{filters:?}");
    }
    let found = index.find(partition(1), &text("brown updated:>=2026-03")).unwrap();
    assert_eq!(numbers(&found), [3]);
    let wrong = index.find(partition(1), &filtered(&[(F::Created, "soon")]));
    assert!(matches!(wrong, Err(search::Error::Filter { field: F::Created, .. })));
}

#[test]
fn values_that_begin_as_typed_are_counted() {
    let (index, _writer) = indexed(PEOPLE);
    let values = |query: &SearchQuery, field, typed: &str| -> Vec<(String, u64)> {
        let values = index.facet_values(partition(1), query, (field, typed), 50).unwrap();
        values.into_iter().map(|value| (value.value, value.count)).collect()
    };
    let row = |value: &str, count| (value.to_owned(), count);
    assert_eq!(values(&text(""), F::Company, "alp"), [row("Alpha", 2)]);
    assert_eq!(values(&text("carl"), F::Company, ""), [row("Álpha", 1)]);
    assert_eq!(values(&text(""), F::Country, "ger"), [row("DE", 2)]);
    let own = filtered(&[(F::Country, "CH")]);
    assert_eq!(values(&own, F::Country, ""), [row("DE", 2), row("CH", 1)], "its own choice");
    assert_eq!(values(&text(""), F::Has, "t"), [row("title", 2)]);
    assert_eq!(values(&text(""), F::City, "zu"), [row("Zürich", 1)]);
    assert!(index.facet_values(partition(1), &text(""), (F::Created, ""), 50).is_err());
}

#[test]
fn what_keeps_a_contact_away_is_named() {
    let (index, _writer) = indexed(PEOPLE);
    let why = |typed: &str, filters: &[(F, &str)], number| {
        let query = SearchQuery { text: typed.to_owned(), ..filtered(filters) };
        let told = index.why_not(partition(1), &query, id(number)).unwrap();
        told.map(|all| {
            let named = |e: domain::search::Exclusion| match e.kind {
                ExclusionKind::Filter => e.field.unwrap().as_str().to_owned(),
                _ => e.word.unwrap(),
            };
            all.into_iter().map(named).collect::<Vec<_>>()
        })
    };
    let said = |words: &[&str]| Some(words.iter().map(|word| (*word).to_owned()).collect());
    assert_eq!(why("ann brown", &[], 2), said(&[]));
    assert_eq!(why("carl brown buyer", &[], 2), said(&["carl"]));
    assert_eq!(why("brown -alpha (carl OR bert)", &[], 2), said(&["alpha", "carl OR bert"]));
    assert_eq!(why("ann", &[(F::Country, "DE"), (F::Has, "title")], 2), said(&["country"]));
    assert_eq!(why("ann", &[], 77), None);
}
