//! PostgreSQL ends at once (`-m immediate`) in the middle of jobs and edits, and comes back.

use anyhow::{Context as _, Result};

use super::chance::Chance;
use super::compare::{self, Truth};
use super::node::Start;
use super::site::Site;
use super::team::Team;
use super::{Extent, traffic};
use crate::postgres::Postgres;
use crate::service::free_port;

/// Ends and starts the database server again and again while the product goes on, then compares.
pub(super) fn run(postgres: &mut Postgres, extent: Extent, chance: &mut Chance) -> Result<()> {
    let site = Site::on(postgres)?;
    let start =
        Start { mode: "all", name: "data", port: free_port()?, more: &["--lease-seconds", "4"] };
    let node = site.start(&start)?;
    let address = node.address.clone();
    let team = Team::sign_up(&address, "power")?;
    let work = traffic::during(&team, &[&address], extent.rows, || {
        for _ in 0..extent.faults {
            std::thread::sleep(chance.millis(400, 3_000));
            postgres.crash()?;
        }
        Ok(())
    });
    let work = work.with_context(|| node.last_words())?;
    work.ensure_done()?;
    let truth =
        Truth { team: &team, edits: &work.edits, imports: &work.imports, rows: extent.rows };
    let rows = compare::all(&site, "data", &team.at(&address), &truth)
        .with_context(|| node.last_words())?;
    node.stop()?;
    println!(
        "    {} restarts of PostgreSQL, {rows} rows compared; {} edits acknowledged, {} requests sent again",
        extent.faults,
        work.acknowledged(),
        work.repeated()
    );
    Ok(())
}
