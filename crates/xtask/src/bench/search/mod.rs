//! What a person waits for after a key press.

mod index;
mod load;
mod queries;
mod times;

use anyhow::{Context as _, Result};

use super::place::Place;
use super::subject::Subject;
use super::{import, sample};
use crate::http::Answer;
use crate::interrupt;
use queries::Query;
use times::Times;

const PATH: &str = "/api/v1/contacts/search";
/// How many hits are passed over before deep pages are measured.
const DEPTH: usize = 20_000;
/// Rows of a file that is imported; more contacts come from several.
const FILE: usize = 1_000_000;

/// Measures a workspace with so many contacts.
pub(super) fn measure(place: &Place<'_>, rows: usize) -> Result<()> {
    println!("\nsearch: {rows} contacts, {} queries of a class", queries::REPEATS);
    let mut subject = Subject::start(place, rows.min(FILE))?;
    import::load(&subject, &subject.csv)?;
    for (seed, from) in (2..).zip((FILE..rows).step_by(FILE)) {
        let more = sample::write_other(place.folder, FILE.min(rows - from), seed)?;
        subject.renew()?;
        import::load(&subject, &more)?;
    }
    index::quiet(place)?;
    subject.renew()?;
    let columns = subject.columns.get().context("nothing was imported")?;
    let classes = queries::all(&subject, columns)?;
    for class in queries::of_others(&subject, columns)? {
        for query in &class.queries {
            subject.client.get(PATH, &few(query))?.json(200)?;
        }
    }
    Times::print_head();
    for class in &classes {
        let mut times = Times::default();
        // These first: behind its page the words of a query would be remembered.
        for query in &class.queries {
            times.add_typed(&subject.client.get(PATH, &few(query))?)?;
        }
        let before = subject.cpu();
        for query in &class.queries {
            times.add(&ask(&subject, query, None)?)?;
        }
        times.print(class.name, subject.cpu() - before);
    }
    suggestions(&subject, &classes[1].queries)?;
    deep_pages(&subject)?;
    load::measure(&subject, &classes)?;
    index::visibility(&subject)?;
    index::size(place, &subject, rows)?;
    subject.stop()?;
    index::build(place, rows)
}

/// What completes a box while it is typed.
fn suggestions(subject: &Subject, queries: &[Query]) -> Result<()> {
    let (mut times, before) = (Times::default(), subject.cpu());
    for query in queries {
        let pairs = pairs(query, None);
        times.add(&subject.client.get("/api/v1/contacts/suggest", &pairs)?)?;
    }
    times.print("suggestions", subject.cpu() - before);
    Ok(())
}

/// Follows cursors to the depth, then measures pages there.
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
    let (mut times, before) = (Times::default(), subject.cpu());
    for _ in 0..queries::REPEATS {
        let answer = ask(subject, &all("50"), cursor.as_deref())?;
        let page = answer.json(200)?;
        times.add(&answer)?;
        let next = page["next_cursor"].as_str();
        cursor = Some(next.context("the pages ended early")?.to_owned());
    }
    times.print(&format!("page behind {DEPTH}"), subject.cpu() - before);
    Ok(())
}

fn ask(subject: &Subject, query: &Query, cursor: Option<&str>) -> Result<Answer> {
    interrupt::check()?;
    subject.client.get(PATH, &pairs(query, cursor))
}

/// A search as the box asks while one types.
fn few(query: &Query) -> Vec<(&str, &str)> {
    let mut pairs = pairs(query, None);
    pairs.extend([("limit", "10"), ("facets", "false")]);
    pairs
}

fn pairs<'q>(query: &'q Query, cursor: Option<&'q str>) -> Vec<(&'q str, &'q str)> {
    let mut pairs = vec![("scope", "workspace")];
    pairs.extend(query.iter().map(|(name, value)| (*name, value.as_str())));
    pairs.extend(cursor.map(|cursor| ("cursor", cursor)));
    pairs
}
