//! kill -9 at random moments during imports, edits and commits of the index.

use anyhow::{Context as _, Result};

use super::chance::Chance;
use super::compare::{self, Truth};
use super::node::Start;
use super::site::Site;
use super::team::Team;
use super::{Extent, traffic};
use crate::service::free_port;

/// Kills and starts one process again and again, then compares.
pub(super) fn run(site: &Site, extent: Extent, chance: &mut Chance) -> Result<()> {
    let start =
        Start { mode: "all", name: "data", port: free_port()?, more: &["--lease-seconds", "4"] };
    let mut node = site.start(&start)?;
    let address = node.address.clone();
    let team = Team::sign_up(&address, "kill")?;
    let work = traffic::during(&team, &[&address], extent.rows, || {
        for _ in 0..extent.faults {
            std::thread::sleep(chance.millis(150, 3_000));
            node.kill()?;
            node = site.start(&start)?;
        }
        Ok(())
    });
    let work = work.with_context(|| node.last_words())?;
    work.ensure_done()?;
    let truth =
        Truth { team: &team, edits: &work.edits, imports: &work.imports, rows: extent.rows };
    let rows = compare::all(site, "data", &team.at(&address), &truth)
        .with_context(|| node.last_words())?;
    node.stop()?;
    println!(
        "    {} kills, {rows} rows compared; {} edits acknowledged, {} requests sent again, {} files committed",
        extent.faults,
        work.acknowledged(),
        work.repeated(),
        work.imports[0].committed.len()
    );
    Ok(())
}
