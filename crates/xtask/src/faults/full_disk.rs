//! A disk of 64 MB that fills: writes are refused with 507, reads go on, and nothing that was
//! acknowledged is lost.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::json;

use super::Extent;
use super::chance::word;
use super::node::{Node, Start};
use super::site::absolute;
use super::team::{Team, digits};
use crate::http::Client;
use crate::service::free_port;
use crate::{process, tools, workspace};

/// Bytes that others leave free, so that the rest of the disk fills soon.
const LEFT: u64 = 8 << 20;

/// Fills the disk several times: by contacts, by uploads, and by others.
pub(super) fn run(extent: Extent) -> Result<()> {
    let folder = tempfile::Builder::new().prefix("contacts-disk-").tempdir()?;
    let disk = folder.path().join("disk");
    fs::create_dir(&disk)?;
    let mut node = start(folder.path(), &disk)?;
    node.wait()?;
    // The disk is there for the process alone; it is seen through /proc.
    let inside = PathBuf::from(format!("/proc/{}/root{}", node.id(), absolute(&disk)?.display()));
    let team = Team::sign_up(&node.address, "disk")?;
    let client = team.at(&node.address);
    let mut kept = Vec::new();
    let mut refused = 0;
    for round in 0..extent.faults.min(3) {
        occupy(&inside.join("filler")).context("filling the disk")?;
        refused += fill(&client, &mut kept, u64::from(round)).with_context(|| node.last_words())?;
        reads_go_on(&node, &client, &kept).with_context(|| node.last_words())?;
        fs::remove_file(inside.join("filler"))?;
        let name = word(900, u64::from(round));
        let body = json!({"first_name": "Free", "last_name": name});
        let made = client.create("/api/v1/contacts", &body, &name)?.json(201)?;
        kept.push((name, digits(made["id"].as_str().unwrap_or_default())));
    }
    for (name, id) in &kept {
        let contact = client.get(&format!("/api/v1/contacts/con_{id}"), &[])?.json(200)?;
        ensure!(
            contact["last_name"] == name.as_str(),
            "{name} was acknowledged, {contact} is there"
        );
    }
    all_are_found(&client, kept.len()).with_context(|| node.last_words())?;
    verify_log(&node, &disk)?;
    node.stop()?;
    println!(
        "    {} times full, {refused} writes refused with 507, {} rows compared",
        extent.faults.min(3),
        kept.len()
    );
    Ok(())
}

/// Has the audit log read, where the disk is mounted.
fn verify_log(node: &Node, disk: &Path) -> Result<()> {
    let mut command = Command::new("nsenter");
    command.args(["--target", &node.id().to_string(), "--mount"]);
    if !tools::is_root() {
        command.args(["--user", "--preserve-credentials"]);
    }
    command.arg(absolute(&workspace::server(false))?).arg("audit-verify");
    let log = process::output(command.arg("--data").arg(disk.join("data")))?;
    ensure!(log.contains("are intact"), "the audit log: {log}");
    Ok(())
}

/// Takes all that is free but for a little, as others on the same disk would.
fn occupy(path: &Path) -> Result<()> {
    let mut file = fs::File::create(path)?;
    let block = vec![1; 1 << 20];
    while file.write_all(&block).is_ok() {}
    let taken = file.metadata()?.len();
    Ok(file.set_len(taken.saturating_sub(LEFT))?)
}

/// A server on a disk of its own, in a mount namespace that ends with it.
fn start(folder: &Path, disk: &Path) -> Result<Node> {
    if tools::find("unshare").is_none() {
        bail!("unshare is missing: install util-linux and try again");
    }
    let script = "mount -t tmpfs -o size=64m none \"$1\" && shift && exec \"$@\"";
    let mut command = Command::new("unshare");
    command.arg("--mount");
    if !tools::is_root() {
        command.args(["--user", "--map-root-user"]);
    }
    command.args(["sh", "-c", script, "sh"]).arg(disk).arg(absolute(&workspace::server(false))?);
    command.arg("all").arg("--data").arg(disk.join("data"));
    let start = Start { mode: "all", name: "disk", port: free_port()?, more: &[] };
    Node::spawn(command, &start, &folder.join("disk.log"))
}

/// Writes until the disk is full and both kinds of write are refused; answers how many were.
fn fill(client: &Client, kept: &mut Vec<(String, String)>, round: u64) -> Result<u32> {
    let notes = "note ".repeat(3_000);
    let file = vec![b'x'; 2 << 20];
    let (mut refused, mut number) = (0, 0);
    while refused < 12 {
        number += 1;
        ensure!(number < 4_000, "the disk did not fill");
        crate::interrupt::check()?;
        if refused < 6 && number < 3_000 {
            let upload = client.upload("/api/v1/imports", "filler.csv", &file)?;
            refused += told(&upload)?;
        }
        let name = word(800 + round, number);
        let body = json!({"first_name": "Disk", "last_name": name, "notes": notes});
        let made = client.create("/api/v1/contacts", &body, &name)?;
        if made.status == 201 {
            let id = made.json(201)?["id"].as_str().map(digits).unwrap_or_default();
            kept.push((name, id));
        } else {
            refused += told(&made)?;
        }
    }
    Ok(refused)
}

/// An index that could not be written while the disk was full catches up soon after.
fn all_are_found(client: &Client, expected: usize) -> Result<()> {
    let deadline = Instant::now() + Duration::from_mins(1);
    loop {
        let answer = client.get("/api/v1/contacts/search", &[("limit", "1")])?;
        let found =
            if answer.status == 200 { answer.json(200)?["total"]["value"].as_u64() } else { None };
        if found == u64::try_from(expected).ok() {
            return Ok(());
        }
        ensure!(Instant::now() < deadline, "{found:?} are found of {expected}");
        sleep(Duration::from_millis(200));
    }
}

/// 1 if a write was refused because the disk is full; anything but that and success is an error.
fn told(answer: &crate::http::Answer) -> Result<u32> {
    match answer.status {
        201 | 422 => Ok(0),
        507 if answer.is("storage_full") => Ok(1),
        status => bail!("a full disk answers {status}: {}", answer.text()),
    }
}

fn reads_go_on(node: &Node, client: &Client, kept: &[(String, String)]) -> Result<()> {
    for (name, id) in kept.iter().rev().take(20) {
        let contact = client.get(&format!("/api/v1/contacts/con_{id}"), &[])?;
        ensure!(contact.status == 200, "reading a contact: {}", contact.text());
        ensure!(contact.json(200)?["last_name"] == name.as_str(), "{name} reads otherwise");
    }
    let search = client.get("/api/v1/contacts/search", &[("limit", "1")])?;
    ensure!(search.status == 200, "searching: {}", search.text());
    let imports = client.get("/api/v1/imports", &[])?;
    ensure!(imports.status == 200, "listing imports: {}", imports.text());
    let health = Client::new(&node.address).get("/healthz", &[])?;
    ensure!(health.status == 200, "the process is not alive");
    Ok(())
}
