//! Pushes into a CRM on this machine, which counts.

mod ledger;
mod long;
mod run;
mod shop;

use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use super::figures::rate;
use crate::crm::FakeCrm;
use crate::workspace;
use shop::Shop;

/// The CRM's documented limit.
const LIMIT: u32 = 100;
const INTERVAL_SECONDS: u32 = 10;
/// The part of the allowance that is to be used.
const AIM: f64 = 0.98;
/// Contacts that are pushed at the limit; each takes one call of the dry run and one of the push.
const AT_LIMIT: usize = 1_000;
/// Contacts that are pushed without a limit.
const FREE: usize = 20_000;
/// Contacts of the long run, unless `ROWS` says how many.
const LONG: usize = 100_000;

/// Measures all three.
pub(super) fn measure() -> Result<()> {
    let program = workspace::fake_crm(true);
    println!("\npush at {LIMIT} calls in {INTERVAL_SECONDS} s: {AT_LIMIT} contacts");
    at_limit(&FakeCrm::start(&program, &["--limit", &LIMIT.to_string()])?)?;
    println!("\npush without a limit: {FREE} contacts");
    free(&FakeCrm::start(&program, &[])?)?;
    let rows = std::env::var("ROWS").ok().and_then(|rows| rows.parse().ok()).unwrap_or(LONG);
    println!("\nlong push: {rows} contacts");
    long::measure(&FakeCrm::start(&program, &[])?, rows)
}

/// How much of the allowance a dry run and a push use.
fn at_limit(crm: &FakeCrm) -> Result<()> {
    let shop = Shop::open(crm, AT_LIMIT, &[])?;
    // A few milliseconds, as between two machines.
    crm.set("settings", &json!({ "latency_millis": 20 }))?;
    crm.forget()?;
    let (id, _) = run::plan(&shop.client)?;
    print_share("dry run", &crm.state()?["counts"])?;
    crm.forget()?;
    run::start(&shop.client, &id)?;
    run::wait_for(&shop.client, &id, "done", run::PATIENCE)?;
    print_share("push", &crm.state()?["counts"])?;
    shop.close()
}

/// What was admitted in each interval from the first call on, but for the last, which nothing filled.
fn print_share(what: &str, counts: &Value) -> Result<()> {
    let slices: Vec<usize> = serde_json::from_value(counts["slices"].clone())?;
    let (_, whole) = slices.split_last().context("there were no calls")?;
    let used = rate(whole.iter().sum(), Duration::from_secs(1));
    let could = rate(whole.len() * usize::try_from(LIMIT)?, Duration::from_secs(1));
    let (calls, exceeded) = (&counts["admitted"], counts["exceeded"].as_u64().unwrap_or_default());
    let least = whole.iter().min().copied().unwrap_or_default();
    println!(
        "    {what:<10} {calls} calls: {:.1} % of the allowance of {} whole intervals, {least} in the least of them, {exceeded} beyond it",
        used / could * 100.0,
        whole.len(),
    );
    if exceeded > 0 {
        bail!("the allowance was exceeded");
    }
    if used / could < AIM {
        bail!("less than {:.0} % of the allowance was used", AIM * 100.0);
    }
    Ok(())
}

/// Contacts a second where the CRM takes as many as come.
fn free(crm: &FakeCrm) -> Result<()> {
    let shop = Shop::open(crm, FREE, &[])?;
    let line = |what: &str, took: Duration| {
        println!(
            "    {what:<22} {:>8.2} s {:>9.0} contacts/s",
            took.as_secs_f64(),
            rate(FREE, took)
        );
    };
    let (id, took) = run::plan(&shop.client)?;
    line("dry run", took);
    line("push, all are created", run::push(&shop.client, &id)?);
    let (id, took) = run::plan(&shop.client)?;
    line("dry run of the same", took);
    line("push of the same", run::push(&shop.client, &id)?);
    let counts = crm.state()?["counts"].clone();
    println!(
        "    calls: {}; created {}, changed {}",
        counts["calls"], counts["created"], counts["updated"]
    );
    ledger::compare(crm, FREE)?;
    shop.close()
}
