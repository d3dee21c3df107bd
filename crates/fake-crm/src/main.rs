//! The fake CRM as a process, for browser journeys and measurements.

use std::time::Duration;

use clap::Parser;
use fake_crm::{FakeCrm, Limits};

/// A CRM for tests, on this machine.
#[derive(Parser)]
#[command(name = "fake-crm")]
struct Options {
    /// The port to listen on; 0 takes a free one
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Calls in 10 seconds; without it there is no limit
    #[arg(long)]
    limit: Option<u32>,
    /// Calls a day
    #[arg(long, default_value_t = 200_000)]
    daily: u32,
    /// The same seed makes the same faults
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    let fake = FakeCrm::start_on(options.port, options.seed)?;
    fake.change(|world| {
        world.limits =
            options.limit.map(|max| Limits { max, daily: options.daily, ..Limits::REAL });
    });
    println!("the fake CRM listens on {}", fake.url());
    println!("its webhooks are signed by {}", fake.webhook_key());
    loop {
        std::thread::sleep(Duration::from_hours(1));
    }
}
