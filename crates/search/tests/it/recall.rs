//! How many of those who are meant are found in spite of typos, against a scan of generated contacts.

use std::collections::BTreeSet;

use domain::Timestamp;
use domain::contact::{ContactFields, Origin};
use domain::search::SearchQuery;
use domain::value::words;
use search::{Document, Index, Writer};

use crate::corpus::{at, id, numbers, partition, text, upsert};
use crate::grammar::Dice;

const CONTACTS: usize = 1_000;
const QUERIES: usize = 300;

fn filled() -> (Index, Writer, Vec<ContactFields>) {
    let (index, mut writer) = Index::in_memory().unwrap();
    let people: Vec<ContactFields> =
        sample::Generator::new(5).take(CONTACTS).map(|input| input.parse().unwrap()).collect();
    let moment = Timestamp::from_micros(0);
    for (number, fields) in (0..).zip(&people) {
        let document = Document {
            contact: id(number),
            completeness: fields.completeness(),
            fields: fields.clone(),
            source: Origin::Sample,
            created_at: moment,
            updated_at: moment,
            lists: Vec::new(),
            verified_at: None,
        };
        writer.apply(&[upsert(partition(1), document)]).unwrap();
    }
    writer.commit(at(1)).unwrap();
    (index, writer, people)
}

/// The words of a contact in which typos are forgiven.
fn own(fields: &ContactFields) -> Vec<String> {
    [&fields.full_name, &fields.company, &fields.title, &fields.city]
        .into_iter()
        .flat_map(|value| words(value.as_deref().unwrap_or_default()))
        .collect()
}

/// The word with one letter wrong, missing, added, or two swapped, the first one left alone.
fn mistyped(dice: &mut Dice, word: &str) -> String {
    let mut letters: Vec<u8> = word.bytes().collect();
    let at = 1 + dice.roll(letters.len() - 1);
    let letter = b'a' + u8::try_from(dice.roll(26)).unwrap();
    match dice.roll(4) {
        0 => letters[at] = letter,
        1 => drop(letters.remove(at)),
        2 => letters.insert(at, letter),
        _ => letters.swap(at, (at + 1).min(word.len() - 1)),
    }
    String::from_utf8(letters).unwrap()
}

/// The textbook recurrence (optimal string alignment).
fn distance(a: &[u8], b: &[u8]) -> usize {
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            if i == 0 || j == 0 {
                rows[i][j] = i + j;
                continue;
            }
            let cost = usize::from(a[i - 1] != b[j - 1]);
            let best = (rows[i - 1][j] + 1).min(rows[i][j - 1] + 1).min(rows[i - 1][j - 1] + cost);
            let swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            rows[i][j] = if swap { best.min(rows[i - 2][j - 2] + 1) } else { best };
        }
    }
    rows[a.len()][b.len()]
}

/// A word of somebody, of so many letters and no figures, and who it was.
fn word(dice: &mut Dice, people: &[ContactFields], least: usize) -> (u128, String) {
    loop {
        let number = dice.roll(people.len());
        let all = own(&people[number]);
        let word = &all[dice.roll(all.len())];
        if word.len() >= least && word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return (number as u128, word.clone());
        }
    }
}

fn found(index: &Index, typed: &str) -> BTreeSet<u128> {
    // What stands behind it makes it a whole word.
    let query = SearchQuery { limit: 1_000, facets: false, ..text(&format!("{typed} -qqqqq")) };
    let mut hits = BTreeSet::new();
    let mut next = Some(query);
    while let Some(query) = next {
        let page = index.find(partition(1), &query).unwrap();
        hits.extend(numbers(&page));
        next = page.next_cursor.map(|cursor| SearchQuery { cursor: Some(cursor), ..query });
    }
    hits
}

#[test]
fn one_typo_hides_nobody() {
    let (index, _writer, people) = filled();
    let mut dice = Dice(17);
    let (mut meant, mut recalled) = (0, 0);
    for _ in 0..QUERIES {
        let (_, whole) = word(&mut dice, &people, 5);
        let typed = mistyped(&mut dice, &whole);
        let near = |word: &String| {
            word.as_bytes()[0] == typed.as_bytes()[0]
                && distance(word.as_bytes(), typed.as_bytes()) <= 1
        };
        let scan: BTreeSet<u128> = (0..)
            .zip(&people)
            .filter(|(_, who)| own(who).iter().any(near))
            .map(|who| who.0)
            .collect();
        let found = found(&index, &typed);
        meant += scan.len();
        recalled += scan.intersection(&found).count();
    }
    println!("one typo: {recalled} of {meant} contacts that a scan finds");
    assert!(recalled * 100 >= meant * 98, "{recalled} of {meant}");
}

#[test]
fn two_typos_in_long_words_hide_nobody_who_is_alone() {
    let (index, _writer, people) = filled();
    let mut dice = Dice(19);
    let (mut meant, mut recalled) = (0, 0);
    for _ in 0..QUERIES {
        let (who, own_word) = word(&mut dice, &people, 9);
        let once = mistyped(&mut dice, &own_word);
        let typed = mistyped(&mut dice, &once);
        let hits = found(&index, &typed);
        // Whoever has a word that is nearer stands in the way.
        let nearer = people.iter().flat_map(own).any(|word| {
            word.starts_with(&typed) || distance(word.as_bytes(), typed.as_bytes()) <= 1
        });
        if nearer || typed.len() < 8 || distance(own_word.as_bytes(), typed.as_bytes()) > 2 {
            continue;
        }
        meant += 1;
        recalled += usize::from(hits.contains(&who));
    }
    println!("two typos: {recalled} of {meant} contacts that are meant");
    assert!(meant > QUERIES / 2 && recalled * 100 >= meant * 98, "{recalled} of {meant}");
}
