//! Searches with so many hits that the best are found rank by rank instead of one by one.

use domain::Timestamp;
use domain::contact::{ContactFields, Origin};
use domain::search::SearchQuery;
use search::{Change, Document, Index, Writer};

use crate::corpus::{at, id, numbers, partition, text, upsert};

/// More than are ranked one by one.
const CONTACTS: usize = 9_000;

fn filled() -> (Index, Writer) {
    let (index, mut writer) = Index::in_memory().unwrap();
    let people = sample::Generator::new(7).take(CONTACTS).map(|input| input.parse().unwrap());
    let changes: Vec<_> = (0..)
        .zip(people)
        .map(|(number, fields): (u128, ContactFields)| {
            let document = Document {
                contact: id(number),
                completeness: fields.completeness(),
                fields,
                source: Origin::Sample,
                created_at: Timestamp::from_micros(0),
                updated_at: Timestamp::from_micros(0),
                lists: Vec::new(),
                verified_at: None,
            };
            upsert(partition(1), document)
        })
        .collect();
    for (position, changes) in (1..).zip(changes.chunks(CONTACTS / 2 + 1)) {
        writer.apply(changes).unwrap();
        writer.commit(at(position)).unwrap();
    }
    (index, writer)
}

#[test]
fn the_best_of_many_are_those_of_all_in_their_order() {
    let (index, _writer) = filled();
    let find = |query: &SearchQuery| index.find(partition(1), query).unwrap();
    let (mut limit, mut many) = (1_000, 0);
    for typed in
        ["s", "m", "a OR e", "s OR m", "a OR b OR c OR d", "a e", "com", "-zzz", "\"a\" OR s"]
    {
        limit = if limit == 1_000 { 300 } else { 1_000 };
        // Behind an offset every hit gets its number.
        let ranked = find(&SearchQuery { offset: 1, limit, ..text(typed) });
        many += usize::from(ranked.total.value > 8_192);
        let mut hits = Vec::new();
        let mut query = SearchQuery { limit: 130, ..text(typed) };
        while hits.len() <= limit {
            let page = find(&query);
            hits.extend(numbers(&page));
            query.cursor = page.next_cursor;
            if query.cursor.is_none() {
                break;
            }
        }
        let end = hits.len().min(limit + 1);
        assert_eq!(hits[1.min(end)..end], numbers(&ranked), "{typed}");
    }
    assert!(many >= 2, "{many} searches have as many hits in both segments as are ranked together");
}

#[test]
fn some_hundreds_of_hits_are_the_same_by_cursors_and_behind_an_offset() {
    let (index, _writer) = filled();
    let find = |query: &SearchQuery| index.find(partition(1), query).unwrap();
    let mut some = 0;
    for typed in ["anna", "sales", "an sales", "a sales OR m sales", "ann OR martin", "manager b"] {
        let ranked = find(&SearchQuery { offset: 1, limit: 1_000, ..text(typed) });
        some += usize::from((600..8_192).contains(&ranked.total.value));
        let mut hits = Vec::new();
        let mut query = SearchQuery { limit: 70, ..text(typed) };
        loop {
            let page = find(&query);
            hits.extend(numbers(&page));
            query.cursor = page.next_cursor;
            if query.cursor.is_none() {
                break;
            }
        }
        assert_eq!(hits.len() as u64, ranked.total.value, "{typed}");
        let end = hits.len().min(1_001);
        assert_eq!(hits[1.min(end)..end], numbers(&ranked), "{typed}");
    }
    assert!(some >= 3, "{some} searches have as many hits as are ranked behind the best ranks");
}

#[test]
fn a_word_finds_the_same_however_it_is_looked_for() {
    let (index, mut writer) = filled();
    let (rare, common) = ("anna -zzz", "sales");
    let both = format!("{rare} {common}");
    let all = |typed: &str| {
        let found = index.find(partition(1), &SearchQuery { limit: 1_000, ..text(typed) }).unwrap();
        let whys: Vec<_> = found.hits.iter().map(|hit| hit.why.clone()).collect();
        (numbers(&found), whys)
    };
    // Sought for a few of those who are left; then known, because it was asked of everybody.
    let sought = all(&both);
    all(common);
    let known = all(&both);
    assert!(!sought.0.is_empty() && sought == known);
    // What is known holds those who are gone; nobody finds them.
    let gone = sought.0[0];
    writer.apply(&[Change::Remove(partition(1), id(gone))]).unwrap();
    writer.commit(at(9)).unwrap();
    let left = all(&both);
    assert_eq!(left.0, sought.0[1..]);
    assert_eq!(left.1, sought.1[1..]);
    assert!(!all(common).0.contains(&gone));
}
