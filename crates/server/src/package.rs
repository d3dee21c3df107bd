//! `server package`: what an organization has bought.

use anyhow::bail;
use db::Db;
use db::audit::By;
use domain::OrganizationId;
use domain::audit::{Action, Actor, Event};
use domain::package::Package;

use crate::config::Storage;
use crate::{keys, sources};

/// Gives it a package, which its own log says.
pub(crate) fn assign(
    storage: &Storage,
    organization: OrganizationId,
    package: Package,
) -> anyhow::Result<()> {
    keys::expect(storage)?;
    let sources = sources::real();
    let secrets = keys::load(storage, &sources)?;
    let (pen, now) = (api::pen(&secrets), sources.now());
    let db = Db::open(&storage.settings()?)?;
    let known = db.write_for_now(organization, |c| {
        if !db::usage::assign(c, organization, package)? {
            return Ok::<_, db::Error>(false);
        }
        let by = By { organization, actor: Actor::System, address: None, request_id: None };
        let event = Event::new(Action::PackageChanged).on(organization);
        db::audit::append(c, &pen, &by, event.with("package", package.as_str()), now)?;
        Ok(true)
    })?;
    if !known {
        bail!("there is no organization {organization}");
    }
    println!("{organization} has the package {package} now.");
    Ok(())
}
