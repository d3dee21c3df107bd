//! What was acknowledged, what the database holds, and what the index finds: all three must agree.

use std::collections::{BTreeMap, BTreeSet};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};

use super::edits::{Edits, find};
use super::imports::Imports;
use super::site::Site;
use super::team::{Team, digits};
use crate::http::Client;

/// Everything that was acknowledged to a team.
pub(super) struct Truth<'a> {
    pub(super) team: &'a Team,
    pub(super) edits: &'a [Edits],
    pub(super) imports: &'a [Imports],
    /// Rows of each imported file.
    pub(super) rows: u64,
}

/// Names that are looked up in the index one by one, at most, of each editor.
const LOOKED_UP: usize = 60;

/// Compares the three; answers how many rows were compared, or the first difference.
pub(super) fn all(site: &Site, node: &str, client: &Client, truth: &Truth<'_>) -> Result<usize> {
    index_is_there(client)?;
    let stored = stored(site, node, truth.team)?;
    edited(&stored, truth).context("edits")?;
    imported(site, node, truth).context("imports")?;
    no_row_is_doubled(site, node)?;
    let (indexed, counted) = indexed(client)?;
    let ids: BTreeSet<&String> = stored.keys().collect();
    let missing: Vec<_> = ids.iter().filter(|id| !indexed.contains(**id)).take(3).collect();
    let foreign: Vec<_> = indexed.iter().filter(|id| !ids.contains(id)).take(3).collect();
    ensure!(
        missing.is_empty() && foreign.is_empty() && ids.len() == indexed.len(),
        "the database has {} contacts, the index finds {} and counts {counted}; missing \
        {missing:?}, too many {foreign:?}",
        ids.len(),
        indexed.len()
    );
    // Hits without a row are left out of a page; the index itself counts them.
    ensure!(
        counted == ids.len() as u64,
        "the index counts {counted} contacts and finds the {} of the database",
        ids.len()
    );
    looked_up(client, truth)?;
    let log = site.tool(node, &["audit-verify"])?;
    ensure!(log.contains("are intact"), "the audit log: {log}");
    Ok(stored.len())
}

/// Waits until the node's index follows: a node serves before it does.
fn index_is_there(client: &Client) -> Result<()> {
    let deadline = Instant::now() + Duration::from_mins(1);
    while client.get("/readyz", &[("index", "true")])?.status != 200 {
        ensure!(Instant::now() < deadline, "the index does not follow");
        sleep(Duration::from_millis(50));
    }
    Ok(())
}

/// By id the last name of every contact of the team, as the database's own tool reads them.
fn stored(site: &Site, node: &str, team: &Team) -> Result<BTreeMap<String, String>> {
    let (id, owner) = (site.hex("id"), site.hex("organization_id"));
    let sql = format!(
        "SELECT {id}, coalesce(lower(last_name), '') FROM contacts WHERE {owner} = '{}'",
        team.organization
    );
    let rows = site.sql(node, &sql)?;
    let rows = rows.iter().filter_map(|row| row.split_once('|'));
    Ok(rows.map(|(id, name)| (id.to_owned(), name.to_owned())).collect())
}

/// What was acknowledged is there once, as it was last acknowledged; what went is gone.
fn edited(stored: &BTreeMap<String, String>, truth: &Truth<'_>) -> Result<()> {
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    for name in stored.values() {
        *names.entry(name).or_default() += 1;
    }
    for edits in truth.edits {
        for (name, id) in &edits.kept {
            let now = stored.get(id);
            ensure!(now == Some(name), "contact {id}: {name} was acknowledged, {now:?} is stored");
            let count = names.get(name.as_str()).copied().unwrap_or_default();
            ensure!(count == 1, "{name} is there {count} times");
        }
        for name in &edits.gone {
            ensure!(
                !names.contains_key(name.as_str()),
                "{name} was changed or deleted, and is back"
            );
        }
    }
    Ok(())
}

/// Every row of a committed file is one contact.
fn imported(site: &Site, node: &str, truth: &Truth<'_>) -> Result<()> {
    let email = site.first_email();
    let sql =
        format!("SELECT {email}, count(*) FROM contacts WHERE {email} LIKE '%.example' GROUP BY 1");
    let mut files: BTreeMap<String, u64> = BTreeMap::new();
    for row in site.sql(node, &sql)? {
        let Some((key, count)) = row.split_once('|') else { bail!("unexpected row {row}") };
        ensure!(count == "1", "{key} is there {count} times");
        let file = key.rsplit('@').next().unwrap_or_default().trim_end_matches(".example");
        *files.entry(file.to_owned()).or_default() += 1;
    }
    for file in truth.imports.iter().flat_map(|imports| &imports.committed) {
        let rows = files.get(file).copied().unwrap_or_default();
        ensure!(rows == truth.rows, "of {} rows of {file} {rows} are there", truth.rows);
    }
    Ok(())
}

/// No staged row was written twice, and no import stands in the way of another.
fn no_row_is_doubled(site: &Site, node: &str) -> Result<()> {
    let sql = "SELECT count(*) FROM (SELECT r.contact_id FROM import_rows r JOIN imports i \
        ON i.id = r.import_id WHERE r.number <= i.written_through AND r.state = 'new' \
        GROUP BY r.contact_id HAVING count(*) > 1) AS doubled";
    ensure!(site.sql(node, sql)? == ["0"], "a contact was made by two rows");
    let sql = "SELECT count(*) FROM imports i WHERE i.written <> (SELECT count(*) FROM import_rows r \
        WHERE r.import_id = i.id AND r.number <= i.written_through AND r.state IN ('new', 'update'))";
    ensure!(site.sql(node, sql)? == ["0"], "an import counts other rows than it wrote");
    let sql = "SELECT count(*) FROM jobs WHERE state = 'failed'";
    ensure!(site.sql(node, sql)? == ["0"], "a job was given up");
    Ok(())
}

/// The ids that the index finds, page by page, and how many it counts.
fn indexed(client: &Client) -> Result<(BTreeSet<String>, u64)> {
    let (mut ids, mut counted) = (BTreeSet::new(), 0);
    let mut cursor: Option<String> = None;
    loop {
        let mut query = vec![("scope", "workspace"), ("limit", "1000")];
        if let Some(cursor) = &cursor {
            query.push(("cursor", cursor));
        }
        let page = client.get("/api/v1/contacts/search", &query)?.json(200)?;
        counted = page["total"]["value"].as_u64().unwrap_or(counted);
        for hit in page["hits"].as_array().into_iter().flatten() {
            let id = digits(hit["contact"]["id"].as_str().unwrap_or_default());
            ensure!(ids.insert(id.clone()), "the index finds {id} twice");
        }
        match page["next_cursor"].as_str() {
            Some(next) => cursor = Some(next.to_owned()),
            None => break,
        }
    }
    Ok((ids, counted))
}

/// The index knows the newest name of a contact and none of those before it.
fn looked_up(client: &Client, truth: &Truth<'_>) -> Result<()> {
    for edits in truth.edits {
        for (name, id) in edits.kept.iter().take(LOOKED_UP) {
            let found = find(client, name)?;
            ensure!(found.as_ref() == Some(id), "{name} finds {found:?} in the index, not {id}");
        }
        for name in edits.gone.iter().rev().take(LOOKED_UP) {
            let found = find(client, name)?;
            ensure!(found.is_none(), "{name} is gone, and the index finds {found:?}");
        }
    }
    Ok(())
}
