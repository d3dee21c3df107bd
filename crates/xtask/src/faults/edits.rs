//! Somebody who makes, changes and deletes contacts, through crashes, and writes down what was
//! acknowledged.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::Duration;

use anyhow::Result;
use serde_json::{Value, json};

use super::chance::{Chance, word};
use super::team::digits;
use crate::http::{Answer, Client};

const AGAIN: Duration = Duration::from_millis(30);
/// Contacts that one editor keeps at once.
const KEPT: usize = 40;

/// What one editor knows.
#[derive(Default)]
pub(super) struct Edits {
    /// By the last name that was acknowledged: the contact's digits.
    pub(super) kept: HashMap<String, String>,
    /// Last names that nobody may have any more.
    pub(super) gone: Vec<String>,
    /// Answers of 2xx.
    pub(super) acknowledged: usize,
    /// Requests that were sent again because their answer was lost.
    pub(super) repeated: usize,
}

/// Edits until it is told to end; never leaves a request with an unknown outcome behind.
pub(super) fn run(client: &Client, number: u64, end: &AtomicBool) -> Result<Edits> {
    let mut chance = Chance::new(number + 1);
    let mut edits = Edits::default();
    let mut step = 0;
    while !end.load(Ordering::Relaxed) {
        step += 1;
        let name = word(number, step);
        let full = edits.kept.len() >= KEPT;
        match chance.between(0, 4) {
            0 | 1 if !full => edits.create(client, &name)?,
            0..=2 => edits.change(client, &name, &mut chance)?,
            _ => edits.delete(client, &mut chance)?,
        }
    }
    Ok(edits)
}

impl Edits {
    /// The same Idempotency-Key until there is an answer: a lost one must not make two.
    fn create(&mut self, client: &Client, name: &str) -> Result<()> {
        let body = json!({"first_name": "Edit", "last_name": name});
        loop {
            let sent = client.create("/api/v1/contacts", &body, name);
            match self.outcome(sent)? {
                Some(answer) if answer.status == 201 => {
                    self.kept.insert(name.to_owned(), id_of(&answer.json(201)?));
                    return Ok(());
                }
                // Took effect, but the answer was lost with the process that had it.
                Some(answer) if answer.is("outcome_unknown") => {
                    if let Some(id) = find(client, name)? {
                        self.kept.insert(name.to_owned(), id);
                        return Ok(());
                    }
                    anyhow::bail!("{name} took effect but is not there");
                }
                Some(answer) if answer.is("request_in_flight") => sleep(AGAIN),
                Some(answer) => return answer.json(201).map(drop),
                None => {}
            }
        }
    }

    /// The version tells whether a change whose answer was lost took effect.
    fn change(&mut self, client: &Client, name: &str, chance: &mut Chance) -> Result<()> {
        let Some((before, id)) = self.choose(chance) else { return Ok(()) };
        let path = format!("/api/v1/contacts/con_{id}");
        loop {
            let Some(now) = self.outcome(client.get(&path, &[]))? else { continue };
            let now = now.json(200)?;
            if now["last_name"] == name {
                break;
            }
            let body = json!({"last_name": name});
            let sent = client.change(&path, &body, &version(&now));
            match self.outcome(sent)? {
                Some(answer) if answer.status == 200 => break,
                Some(answer) => return answer.json(200).map(drop),
                None => {}
            }
        }
        self.kept.remove(&before);
        self.gone.push(before);
        self.kept.insert(name.to_owned(), id);
        Ok(())
    }

    fn delete(&mut self, client: &Client, chance: &mut Chance) -> Result<()> {
        let Some((name, id)) = self.choose(chance) else { return Ok(()) };
        let path = format!("/api/v1/contacts/con_{id}");
        loop {
            let Some(now) = self.outcome(client.get(&path, &[]))? else { continue };
            if now.status == 404 {
                break;
            }
            let sent = client.delete(&path, &version(&now.json(200)?));
            match self.outcome(sent)? {
                Some(answer) if answer.status == 204 => break,
                Some(answer) => return answer.json(204).map(drop),
                None => {}
            }
        }
        self.kept.remove(&name);
        self.gone.push(name);
        Ok(())
    }

    fn choose(&self, chance: &mut Chance) -> Option<(String, String)> {
        let at = usize::try_from(chance.between(0, self.kept.len() as u64)).unwrap_or_default();
        // The order of a map is not the same in every run; that of its names is.
        let mut names: Vec<_> = self.kept.iter().collect();
        names.sort();
        names.get(at).map(|(name, id)| ((*name).clone(), (*id).clone()))
    }

    /// An answer; none if there was none, or none that says anything.
    fn outcome(&mut self, sent: Result<Answer>) -> Result<Option<Answer>> {
        crate::interrupt::check()?;
        match sent {
            Ok(answer) if matches!(answer.status, 429 | 500 | 503) => {}
            Ok(answer) => {
                self.acknowledged += usize::from(answer.status < 300);
                return Ok(Some(answer));
            }
            Err(_) => {}
        }
        self.repeated += 1;
        sleep(AGAIN);
        Ok(None)
    }
}

/// The contact that is found under a name.
pub(super) fn find(client: &Client, name: &str) -> Result<Option<String>> {
    for _ in 0..400 {
        let Ok(answer) = client.get("/api/v1/contacts/search", &[("q", name), ("limit", "2")])
        else {
            sleep(AGAIN);
            continue;
        };
        if answer.status != 200 {
            sleep(AGAIN);
            continue;
        }
        let found = answer.json(200)?;
        return Ok(found["hits"][0]["contact"]["id"].as_str().map(digits));
    }
    anyhow::bail!("no search was answered")
}

fn id_of(contact: &Value) -> String {
    digits(contact["id"].as_str().unwrap_or_default())
}

fn version(contact: &Value) -> String {
    format!("\"{}\"", contact["version"])
}
