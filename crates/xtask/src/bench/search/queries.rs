//! What people type: a fixed set of 1,000 queries in ten classes, made from rows of the sample.

use anyhow::Result;

use super::super::sample::{self, Row};
use super::super::subject::Subject;

/// The parameters of a search.
pub(super) type Query = Vec<(&'static str, String)>;

/// Queries of one kind.
pub(super) struct Class {
    pub(super) name: &'static str,
    pub(super) queries: Vec<Query>,
}

/// Queries of a class.
pub(super) const REPEATS: usize = 100;
/// Rows between two that are asked for: all of them lie in the first 100,000, so that the queries are the
/// same whatever the number of contacts.
const STRIDE: usize = 1_000;
/// The same between rows that others asked for before.
const OTHERS: usize = 997;

type Ask = fn(&Row) -> Query;

const CLASSES: [(&str, Ask); 10] = [
    ("exact name", |row| text(sample::name(row))),
    ("two words, last a prefix", |row| text(with_prefix(row))),
    ("three letters", |row| text(sample::name(row).chars().take(3).collect())),
    ("one typo", |row| text(with_typo(row))),
    ("name, company, city", |row| {
        text(format!("{} {} {}", sample::name(row), get(row, "company"), get(row, "city")))
    }),
    ("title and city", |row| text(format!("{} {}", get(row, "title"), get(row, "city")))),
    ("plain words", plain_words),
    ("e-mail", |row| text(get(row, "email").to_owned())),
    ("phone", |row| text(get(row, "phone").to_owned())),
    ("filters and facets", filters),
];

/// The classes, in a fixed order; fewer queries where fewer rows have what they need.
pub(super) fn all(subject: &Subject, columns: &[serde_json::Value]) -> Result<Vec<Class>> {
    Ok(of_rows(&sample::read(&subject.csv, columns, STRIDE, REPEATS)?))
}

/// The same classes, of other rows: what was asked for before, for a server that nobody has searched in pays for
/// the memory of its files with whichever class is asked first.
pub(super) fn of_others(subject: &Subject, columns: &[serde_json::Value]) -> Result<Vec<Class>> {
    // The very first row is one of ours.
    Ok(of_rows(&sample::read(&subject.csv, columns, OTHERS, REPEATS + 1)?[1..]))
}

fn of_rows(rows: &[Row]) -> Vec<Class> {
    let class = |(name, ask): (&'static str, Ask)| {
        let asked = rows.iter().map(ask).filter(|query| !query[0].1.trim().is_empty());
        Class { name, queries: asked.collect() }
    };
    CLASSES.map(class).into()
}

fn text(words: String) -> Query {
    vec![("q", words)]
}

/// Words of a rank, a department and a place, as one asks for strangers.
fn plain_words(row: &Row) -> Query {
    const RANKS: [&str; 4] = ["vp sales", "cto", "head of marketing", "finance director"];
    let place = match get(row, "country") {
        "" => get(row, "city"),
        country => country,
    };
    let turn = sample::name(row).len() % RANKS.len();
    text(format!("{} {place}", RANKS[turn]))
}

fn filters(row: &Row) -> Query {
    vec![
        ("q", get(row, "title").to_owned()),
        ("country", get(row, "country").to_owned()),
        ("has", "email".to_owned()),
    ]
}

fn get<'a>(row: &'a Row, field: &str) -> &'a str {
    row.get(field).map(String::as_str).unwrap_or_default()
}

/// The name as it stands three letters into its last word.
fn with_prefix(row: &Row) -> String {
    let name = sample::name(row);
    match name.rsplit_once(' ') {
        Some((first, last)) => format!("{first} {}", last.chars().take(3).collect::<String>()),
        None => name,
    }
}

/// The name with the two letters before the last one exchanged, or the first
/// of a short name left out: what a hasty hand does.
fn with_typo(row: &Row) -> String {
    let mut letters: Vec<char> = sample::name(row).chars().collect();
    let length = letters.len();
    let word = letters.iter().rev().take_while(|letter| **letter != ' ').count();
    if word >= 4 && letters[length - 3] != letters[length - 2] {
        letters.swap(length - 3, length - 2);
    } else if length > 1 {
        letters.remove(1);
    }
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::{Row, with_prefix, with_typo};

    #[test]
    fn a_name_is_typed_in_haste() {
        let row: Row = [("full_name".to_owned(), "Anna Miller".to_owned())].into();
        assert_eq!(with_prefix(&row), "Anna Mil");
        assert_eq!(with_typo(&row), "Anna Milelr");
    }
}
