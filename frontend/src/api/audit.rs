//! The audit log.

use domain::audit::{AuditFilter, AuditPage, Verdict};

use super::call::Call;
use super::{Client, Error};

/// One page, newest first; `cursor` is the end of the page before.
pub(crate) async fn list(
    client: Client,
    filter: &AuditFilter,
    cursor: Option<String>,
) -> Result<AuditPage, Error> {
    let mut query = pairs(filter);
    query.extend(cursor.map(|cursor| ("cursor", cursor)));
    client.send(Call::get("audit-events").query(&query)).await?.read()
}

/// Everything that the filter lets through, as a file's text; the format is `csv` or `jsonl`.
pub(crate) async fn export(
    client: Client,
    filter: &AuditFilter,
    format: &str,
) -> Result<String, Error> {
    let mut query = pairs(filter);
    query.push(("format", format.to_owned()));
    Ok(client.send(Call::get("audit-events/export").query(&query)).await?.text())
}

/// Checks every row of the log.
pub(crate) async fn verify(client: Client) -> Result<Verdict, Error> {
    client.send(Call::get("audit-events/verify")).await?.read()
}

fn pairs(filter: &AuditFilter) -> Vec<(&'static str, String)> {
    let pairs = [
        ("action", filter.action.map(|action| action.as_str().to_owned())),
        ("outcome", filter.outcome.map(|outcome| outcome.as_str().to_owned())),
        ("actor", filter.actor.clone()),
        ("subject", filter.subject.clone()),
        ("from", filter.from.map(|moment| moment.to_string())),
        ("until", filter.until.map(|moment| moment.to_string())),
    ];
    pairs.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}
