//! Two nodes that are started at once on an empty database.

use anyhow::{Result, ensure};

use super::Extent;
use super::node::Start;
use super::site::Site;
use super::team::Team;
use crate::postgres::Postgres;
use crate::service::free_port;

/// Starts two at once, several times; they must agree on schema, keys and accounts.
pub(super) fn run(postgres: &Postgres, extent: Extent) -> Result<()> {
    let mut compared = 0;
    for _ in 0..extent.faults {
        let site = Site::on(postgres)?;
        let start = |name| {
            Ok::<_, anyhow::Error>(Start { mode: "all", name, port: free_port()?, more: &[] })
        };
        let (mut one, mut two) = (site.spawn(&start("one")?)?, site.spawn(&start("two")?)?);
        one.wait()?;
        two.wait()?;
        let team = Team::sign_up(&one.address, "starts")?;
        let person = team.person_at(&two.address)?;
        let me = person.get("/api/v1/me", &[])?.json(200)?;
        ensure!(me["user"]["email"] == team.email.as_str(), "the second node knows {me}");
        let key = team.at(&two.address).get("/api/v1/contacts/search", &[])?;
        ensure!(key.status == 200, "a key of one node at the other: {}", key.text());
        let migrations = site.sql("one", "SELECT version FROM __diesel_schema_migrations")?;
        let unique: std::collections::BTreeSet<_> = migrations.iter().collect();
        ensure!(unique.len() == migrations.len(), "a migration ran twice: {migrations:?}");
        ensure!(
            site.sql("one", "SELECT count(*) FROM installation")? == ["1"],
            "two installations"
        );
        compared += migrations.len();
        one.stop()?;
        two.stop()?;
    }
    println!("    {} pairs of first starts, {compared} migrations compared", extent.faults);
    Ok(())
}
