//! Measures keys of likeness on a Febrl data set, whose ids tell which records are one person:
//! `cargo run -p domain --example duplicates -- FILE`.

use std::collections::{BTreeSet, HashMap};
use std::error::Error;
use std::time::Instant;

use domain::contact::{ContactFields, ContactInput, Context, Identity, Verdict};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("Name a file.")?;
    let text = std::fs::read_to_string(path)?;
    let records: Vec<(String, ContactFields)> = text.lines().skip(1).filter_map(record).collect();
    let mut by_key: HashMap<String, Vec<usize>> = HashMap::new();
    let begin = Instant::now();
    for (at, (_, fields)) in records.iter().enumerate() {
        for key in Identity::keys(fields) {
            by_key.entry(key).or_default().push(at);
        }
    }
    let seconds = begin.elapsed().as_secs_f64();
    let mut found = BTreeSet::new();
    for (key, places) in &by_key {
        for (n, &a) in places.iter().enumerate() {
            for &b in &places[n + 1..] {
                let (one, other) = (Identity::of(&records[a].1), Identity::of(&records[b].1));
                if one.confirms(key, &other) == Verdict::Same {
                    found.insert((a.min(b), a.max(b)));
                }
            }
        }
    }
    let mut persons: HashMap<&str, usize> = HashMap::new();
    for (person, _) in &records {
        *persons.entry(person).or_default() += 1;
    }
    let all: usize = persons.values().map(|n| n * (n - 1) / 2).sum();
    let right = found.iter().filter(|&&(a, b)| records[a].0 == records[b].0).count();
    println!(
        "{} records, {} keys; {all} pairs: {right} found, {} wrong; {:.0} records/s",
        records.len(),
        by_key.len(),
        found.len() - right,
        count(records.len()) / seconds,
    );
    Ok(())
}

fn count(n: usize) -> f64 {
    u32::try_from(n).map_or(0.0, f64::from)
}

/// The person's number and the record of a line.
fn record(line: &str) -> Option<(String, ContactFields)> {
    let cells: Vec<&str> = line.split(',').map(str::trim).collect();
    let [id, given, surname, number, street, _, suburb, postcode, state, ..] = cells.as_slice()
    else {
        return None;
    };
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let input = ContactInput {
        first_name: text(given),
        last_name: text(surname),
        street: text(&format!("{number} {street}")),
        city: text(suburb),
        postal_code: text(postcode),
        region: text(state),
        ..ContactInput::default()
    };
    let person = id.split('-').nth(1)?.to_owned();
    Some((person, input.parse_with(&Context::default()).ok()?))
}
