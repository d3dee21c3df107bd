//! What a person at the terminal wants to know.

use super::api::Jobs;
use crate::config::{Process, Serve, Work};
use crate::{assets, demo};

/// Of a process that serves the page and the API.
pub(super) fn greet(settings: &Serve, jobs: Jobs) {
    println!("\n  1CloudAI Business Contacts is at {}", settings.public_url());
    println!("  The API explorer is at {}/docs/", settings.public_url());
    if assets::find("index.html").is_none() {
        println!("  This build has no page inside; `cargo xtask run` builds one.");
    }
    if let Some((email, password)) = demo::sign_in(&settings.process.storage.data) {
        println!("\n  Demo sign-in:  {email}  {password}");
    }
    match jobs {
        Jobs::Here => mails(&settings.process),
        Jobs::Elsewhere => println!("\n  Imports and mails wait for a `server worker`."),
    }
    println!("\n  Ctrl-C stops it.\n");
}

/// Of a process that runs jobs.
pub(super) fn greet_worker(settings: &Work) {
    println!("\n  A worker of 1CloudAI Business Contacts");
    println!("  It tells how it is at http://{}/readyz", settings.listen);
    mails(&settings.process);
    println!("\n  Ctrl-C stops it.\n");
}

fn mails(process: &Process) {
    if process.mail.smtp.is_none() {
        let outbox = process.storage.data.join("outbox");
        println!("\n  No SMTP server is set: mails are written into {}", outbox.display());
    }
}
