//! `server audit-verify`: the same reading as the API's, over every log of the installation.

use anyhow::{Context, bail};
use db::Db;
use domain::OrganizationId;
use domain::audit::{Head, Verdict};

use crate::config::Storage;
use crate::{keys, sources};

/// Verifies all logs; an error if one is not intact.
pub(crate) fn verify(storage: &Storage, known: &[String]) -> anyhow::Result<()> {
    let known = known.iter().map(|text| head(text)).collect::<anyhow::Result<Vec<_>>>()?;
    keys::expect(storage)?;
    let sources = sources::real();
    let secrets = keys::load(storage, &sources)?;
    let pen = api::pen(&secrets);
    let db = Db::open(&storage.settings()?)?;
    let logs = db.read_now(db::audit::logs)?;
    let mut broken = 0;
    for &organization in &logs {
        let kept = known.iter().find(|(id, _)| *id == organization).map(|(_, head)| head);
        let verdict = db.read_now(|c| db::audit::verify(c, &pen, organization, kept))?;
        print(organization, &verdict);
        broken += usize::from(!verdict.intact);
    }
    if let Some((id, _)) = known.iter().find(|(id, _)| !logs.contains(id)) {
        bail!("there is no log of {id}, whose head was kept");
    }
    if broken > 0 {
        bail!("{broken} of {} logs are not intact", logs.len());
    }
    println!("All {} logs are intact.", logs.len());
    Ok(())
}

/// Seals anew what is not intact, in one transaction for each log.
pub(crate) fn seal(storage: &Storage) -> anyhow::Result<()> {
    keys::expect(storage)?;
    let sources = sources::real();
    let secrets = keys::load(storage, &sources)?;
    let pen = api::pen(&secrets);
    let db = Db::open(&storage.settings()?)?;
    let mut sealed = 0;
    for organization in db.read_now(db::audit::logs)? {
        let verdict = db.read_now(|c| db::audit::verify(c, &pen, organization, None))?;
        if !verdict.intact {
            print(organization, &verdict);
            let now = sources.now();
            db.write_for_now(organization, |c| db::audit::reseal(c, &pen, organization, now))?;
            sealed += 1;
        }
    }
    let seal = keys::seal(&secrets);
    db.write_now(|c| db::installation::set_seal(c, &seal))?;
    let seal = secrets.suppression.seal();
    if !db.write_now(|c| db::installation::claim_suppression(c, &seal))? {
        db.write_now(|c| db::installation::set_suppression_seal(c, &seal))?;
        println!(
            "The key of suppressed identifiers is another one: have the organizations import their \
             suppression lists again."
        );
    }
    println!("{sealed} logs were sealed anew.");
    Ok(())
}

/// One log: its head in the form that `--known` takes, and its flaws.
fn print(organization: OrganizationId, verdict: &Verdict) {
    let word = if verdict.intact { "intact" } else { "BROKEN" };
    let head = verdict.head.as_ref();
    let head = head.map(|head| format!("{organization}:{}:{}", head.seq, head.hash));
    let head = head.unwrap_or_else(|| organization.to_string());
    println!("{word}  {head}  {} events", verdict.events);
    for flaw in &verdict.flaws {
        println!("        {} at {}: {}", flaw.kind, flaw.seq, flaw.message);
    }
}

fn head(text: &str) -> anyhow::Result<(OrganizationId, Head)> {
    let mut parts = text.splitn(3, ':');
    let mut part = || parts.next().context("--known: expected ORGANIZATION:NUMBER:HASH");
    let organization = part()?.parse().context("--known: no id of an organization")?;
    let seq = part()?.parse().context("--known: no number")?;
    Ok((organization, Head { seq, hash: part()?.to_owned() }))
}
