//! A long push among faults, killed again and again.

use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use serde_json::{Value, json};

use super::shop::Shop;
use super::{ledger, run};
use crate::bench::figures::rate;
use crate::crm::FakeCrm;
use crate::interrupt;
use crate::service::tail;

const KILLS: u32 = 50;
/// Tries for contacts that the CRM gave no clear answer for.
const RETRIES: u32 = 5;
const POLL: Duration = Duration::from_millis(100);

/// Pushes so many contacts and compares what the CRM holds.
pub(super) fn measure(crm: &FakeCrm, contacts: usize) -> Result<()> {
    // A stall is longer than the second that the server waits; a job that was cut off waits no minute.
    let more = ["--crm-timeout-seconds", "1", "--lease-seconds", "4"];
    let mut shop = Shop::open(crm, contacts, &more)?;
    let (id, took) = run::plan(&shop.client)?;
    println!("    dry run: {:.0} s, {:.0} contacts/s", took.as_secs_f64(), rate(contacts, took));
    crm.set(
        "faults",
        &json!({
            "seed": 42,
            "shares": {"lost": 0.1, "limited": 0.05, "stall": 0.01, "stall_first": 0.01},
            "stall_millis": 1500,
            "limited_millis": 50,
        }),
    )?;
    crm.forget()?;
    let begun = Instant::now();
    run::start(&shop.client, &id)?;
    let kills = torment(&mut shop, &id, contacts)?;
    let mut push = run::wait_for(&shop.client, &id, "done", run::PATIENCE)?;
    for _ in 0..RETRIES {
        if push["counts"]["failed"] == 0 {
            break;
        }
        println!("    {} failed; they are tried again", push["counts"]["failed"]);
        shop.client.post(&format!("/api/v1/crm/pushes/{id}/retry"), &json!({}))?.json(202)?;
        push = run::wait_for(&shop.client, &id, "done", run::PATIENCE)?;
    }
    let took = begun.elapsed();
    let counts = crm.state()?["counts"].clone();
    println!(
        "    push: {:.0} s, {:.0} contacts/s, {kills} kills\n    faults: {}\n    calls: {}; created {}, changed {}, exceeded {}",
        took.as_secs_f64(),
        rate(contacts, took),
        counts["faults"],
        counts["calls"],
        counts["created"],
        counts["updated"],
        counts["exceeded"],
    );
    println!("    the server counts {}", push["counts"]);
    if kills < KILLS {
        bail!("the push was done after {kills} kills, too few for its size");
    }
    ledger::compare(crm, contacts)?;
    again(crm, &shop, contacts)?;
    shop.close()
}

/// Kills the server at moments that are spread over the push, and starts it again.
fn torment(shop: &mut Shop, id: &str, contacts: usize) -> Result<u32> {
    let mut kills = 0;
    while kills < KILLS {
        let push = run::show(&shop.client, id)?;
        if push["state"] == "done" {
            println!("    the push was done before the last kills");
            break;
        }
        if !matches!(push["state"].as_str(), Some("running")) {
            bail!("the push stopped: {push}; {}", tail(&shop.log(), 20));
        }
        // Each after its part of the contacts, wherever the push is then.
        let due = contacts * usize::try_from(kills + 1)? / usize::try_from(KILLS + 2)?;
        if done(&push) >= due {
            shop.kill()?;
            kills += 1;
            shop.start()?;
        }
        interrupt::check()?;
        sleep(POLL);
    }
    Ok(kills)
}

fn done(push: &Value) -> usize {
    let done = push["progress"]["done"].as_u64().unwrap_or_default();
    usize::try_from(done).unwrap_or(usize::MAX)
}

/// The same push once more changes nothing.
fn again(crm: &FakeCrm, shop: &Shop, contacts: usize) -> Result<()> {
    crm.set("faults", &json!({ "shares": {} }))?;
    crm.forget()?;
    let (id, took) = run::plan(&shop.client)?;
    run::push(&shop.client, &id)?;
    let push = run::show(&shop.client, &id)?;
    let counts = crm.state()?["counts"].clone();
    println!(
        "    the same once more: dry run {:.0} s ({:.0} contacts/s), {} unchanged; the CRM created {}, changed {}",
        took.as_secs_f64(),
        rate(contacts, took),
        push["counts"]["unchanged"],
        counts["created"],
        counts["updated"],
    );
    if push["changed_nothing"] != true || counts["created"] != 0 || counts["updated"] != 0 {
        bail!("the second push changed something");
    }
    Ok(())
}
