//! Two `api` and two `worker` processes on one database, as an operator would run them, with faults among
//! them.

use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use serde_json::json;

use super::chance::{Chance, word};
use super::compare::{self, Truth};
use super::edits::find;
use super::node::{Node, Start};
use super::site::Site;
use super::team::Team;
use super::{Extent, traffic};
use crate::http::Client;
use crate::service::free_port;

/// Starts the fleet, checks what has to hold across nodes, and kills nodes while people work at both.
pub(super) fn run(site: &Site, extent: Extent, chance: &mut Chance) -> Result<()> {
    let ports = [free_port()?, free_port()?, free_port()?, free_port()?];
    let of = |mode, name, port| Start { mode, name, port, more: &["--lease-seconds", "4"] };
    let starts = [
        of("api", "api1", ports[0]),
        of("api", "api2", ports[1]),
        of("worker", "worker1", ports[2]),
        of("worker", "worker2", ports[3]),
    ];
    let mut nodes = starts.iter().map(|start| site.start(start)).collect::<Result<Vec<Node>>>()?;
    let addresses = [nodes[0].address.clone(), nodes[1].address.clone()];
    let team = Team::sign_up(&addresses[0], "fleet")?;
    let [first, second] = [team.at(&addresses[0]), team.at(&addresses[1])];
    let own = own_writes(&first, &second, u64::from(extent.faults) * 4)?;
    sessions(&team, &addresses)?;
    once(&first, &second, u64::from(extent.faults))?;
    let work = traffic::during(&team, &[&addresses[0], &addresses[1]], extent.rows, || {
        for _ in 0..extent.faults {
            std::thread::sleep(chance.millis(300, 2_500));
            let victim = usize::try_from(chance.between(0, 4))?;
            nodes[victim].kill()?;
            nodes[victim] = site.start(&starts[victim])?;
        }
        Ok(())
    });
    let work = work.with_context(|| nodes[0].last_words())?;
    work.ensure_done()?;
    let mut compared = 0;
    let truth =
        Truth { team: &team, edits: &work.edits, imports: &work.imports, rows: extent.rows };
    for client in [&first, &second] {
        compared += compare::all(site, "api1", client, &truth)?;
    }
    rates(site, &team)?;
    for node in nodes {
        node.stop()?;
    }
    println!(
        "    {} kills among 4 nodes, {compared} rows compared on 2 indexes; {own} writes at one node seen by the next search at the other; {} edits acknowledged, {} requests sent again",
        extent.faults,
        work.acknowledged(),
        work.repeated()
    );
    Ok(())
}

/// A change answered by one node is found by the very next search at the other one.
fn own_writes(first: &Client, second: &Client, count: u64) -> Result<u64> {
    for number in 0..count {
        let name = word(500, number);
        let (writer, reader) = if number % 2 == 0 { (first, second) } else { (second, first) };
        let body = json!({"first_name": "Own", "last_name": name});
        let made = writer.create("/api/v1/contacts", &body, &name)?.json(201)?;
        ensure!(find(reader, &name)?.is_some(), "{name} is not found at the other node");
        let path = format!("/api/v1/contacts/{}", made["id"].as_str().unwrap_or_default());
        let version = format!("\"{}\"", made["version"]);
        let gone = writer.delete(&path, &version)?;
        ensure!(gone.status == 204, "deleting: {}", gone.text());
        ensure!(
            find(reader, &name)?.is_none(),
            "{name} was deleted and is found at the other node"
        );
    }
    Ok(count * 2)
}

/// A session that ends at one node is over at the other one, at its next request.
fn sessions(team: &Team, addresses: &[String; 2]) -> Result<()> {
    let person = team.person_at(&addresses[0])?;
    let elsewhere = person.at(&addresses[1]);
    let mine = elsewhere.get("/api/v1/me/sessions", &[])?.json(200)?;
    let mine = mine.as_array().or_else(|| mine["sessions"].as_array()).cloned().unwrap_or_default();
    let current = mine.iter().find(|session| session["current"] == true);
    let id = current.and_then(|session| session["id"].as_str()).context("no session is current")?;
    let ended = person.delete(&format!("/api/v1/me/sessions/{id}"), "\"0\"")?;
    ensure!(ended.status == 204, "ending a session: {}", ended.text());
    let after = elsewhere.get("/api/v1/me", &[])?;
    ensure!(after.status == 401, "a session that was ended answers {} elsewhere", after.status);
    Ok(())
}

/// The same POST at both nodes at once is done once.
fn once(first: &Client, second: &Client, rounds: u64) -> Result<()> {
    for round in 0..rounds {
        let name = word(600, round);
        let body = json!({"first_name": "Once", "last_name": name});
        let answers = std::thread::scope(|threads| {
            let send = |client| {
                let (body, name) = (&body, &name);
                move || Client::create(client, "/api/v1/contacts", body, name)
            };
            let (one, two) = (threads.spawn(send(first)), threads.spawn(send(second)));
            [one.join(), two.join()]
        });
        let mut made = Vec::new();
        for answer in answers {
            let answer = answer.map_err(|_| anyhow::anyhow!("a client panicked"))??;
            ensure!(answer.status == 201 || answer.is("request_in_flight"), "{}", answer.text());
            if answer.status == 201 {
                made.push(answer.json(201)?["id"].clone());
            }
        }
        ensure!(!made.is_empty() && made.iter().all(|id| *id == made[0]), "made {made:?}");
        let found = second.get("/api/v1/contacts/search", &[("q", &name)])?.json(200)?;
        ensure!(found["total"]["value"] == 1, "{name} is there {} times", found["total"]);
    }
    Ok(())
}

/// Two nodes with a limit of 60 a minute, asked in turn, let 60 pass and not 120.
fn rates(site: &Site, team: &Team) -> Result<()> {
    let more = ["--requests-per-minute", "60"];
    let start =
        |name| Ok::<_, anyhow::Error>(Start { mode: "api", name, port: free_port()?, more: &more });
    let nodes = [site.start(&start("limited1")?)?, site.start(&start("limited2")?)?];
    let clients = [team.at(&nodes[0].address), team.at(&nodes[1].address)];
    let begun = Instant::now();
    let mut passed = 0_u64;
    for number in 0..140 {
        let answer = clients[number % 2].get("/api/v1/contacts/suggest", &[("q", "a")])?;
        ensure!(matches!(answer.status, 200 | 429), "{}", answer.text());
        passed += u64::from(answer.status == 200);
    }
    // An allowance refills by one a second.
    let most = 61 + begun.elapsed().as_secs();
    ensure!((60..=most).contains(&passed), "{passed} requests passed, expected 60 to {most}");
    for node in nodes {
        node.stop()?;
    }
    Ok(())
}
