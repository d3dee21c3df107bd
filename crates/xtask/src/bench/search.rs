//! What a person waits for after a key press.

use anyhow::{Context as _, Result};

use super::figures::{percentile, server_timing};
use super::sample::{self, Row};
use super::subject::Subject;
use crate::http::Answer;
use crate::interrupt;

/// How many queries of a kind are asked.
pub(super) const REPEATS: usize = 200;

const PATH: &str = "/api/v1/contacts/search";
/// How many hits are passed over before deep pages are measured.
const DEPTH: usize = 20_000;

type Query = Vec<(&'static str, String)>;
type Ask = fn(&Row) -> Query;

/// Asks each kind of query, printing medians and 99th percentiles.
pub(super) fn measure(subject: &Subject) -> Result<()> {
    let columns = subject.columns.get().context("nothing was imported")?;
    let rows = sample::read(&subject.csv, columns, subject.rows / REPEATS, REPEATS)?;
    println!(
        "    {:<28} {:>10} {:>10} {:>10} {:>10}",
        "milliseconds", "search p50", "p99", "HTTP p50", "p99"
    );
    let kinds: [(&str, Ask); 5] = [
        ("exact name", |row| text(sample::name(row))),
        ("two words, last a prefix", |row| text(with_prefix(row))),
        ("one typo", |row| text(with_typo(row))),
        ("title and city", |row| text(format!("{} {}", get(row, "title"), get(row, "city")))),
        ("filters and facets", filters),
    ];
    for (kind, query) in kinds {
        let mut times = Times::default();
        for row in &rows {
            times.add(&ask(subject, &query(row), None)?)?;
        }
        times.print(kind);
    }
    deep_pages(subject)
}

/// Follows cursors to the depth, then measures small pages there.
fn deep_pages(subject: &Subject) -> Result<()> {
    let all = |limit: &str| vec![("limit", limit.to_owned())];
    let mut cursor: Option<String> = None;
    let mut passed = 0;
    while passed < DEPTH {
        let page = ask(subject, &all("1000"), cursor.as_deref())?.json(200)?;
        passed += page["hits"].as_array().map_or(0, Vec::len);
        let next = page["next_cursor"].as_str();
        cursor = Some(next.context("the pages ended early")?.to_owned());
    }
    let mut times = Times::default();
    for _ in 0..REPEATS {
        let answer = ask(subject, &all("50"), cursor.as_deref())?;
        let page = answer.json(200)?;
        times.add(&answer)?;
        let next = page["next_cursor"].as_str();
        cursor = Some(next.context("the pages ended early")?.to_owned());
    }
    times.print("deep page");
    Ok(())
}

fn ask(subject: &Subject, query: &Query, cursor: Option<&str>) -> Result<Answer> {
    interrupt::check()?;
    let mut pairs = vec![("scope", "workspace")];
    pairs.extend(query.iter().map(|(name, value)| (*name, value.as_str())));
    pairs.extend(cursor.map(|cursor| ("cursor", cursor)));
    subject.client.get(PATH, &pairs)
}

/// The times of one kind of query, in milliseconds.
#[derive(Default)]
struct Times {
    server: Vec<f64>,
    trip: Vec<f64>,
}

impl Times {
    fn add(&mut self, answer: &Answer) -> Result<()> {
        let body = answer.json(200)?;
        let header = answer.server_timing.as_deref();
        let exact = header.and_then(|header| server_timing(header, "search"));
        let server = exact.or_else(|| body["took_ms"].as_f64());
        self.server.push(server.unwrap_or(f64::NAN));
        self.trip.push(answer.took.as_secs_f64() * 1000.0);
        Ok(())
    }

    fn print(&mut self, kind: &str) {
        let of = |values: &mut [f64]| (percentile(values, 50), percentile(values, 99));
        let (server, trip) = (of(&mut self.server), of(&mut self.trip));
        println!(
            "    {kind:<28} {:>10.2} {:>10.2} {:>10.2} {:>10.2}",
            server.0, server.1, trip.0, trip.1
        );
    }
}

fn text(words: String) -> Query {
    vec![("q", words)]
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
