//! The whole product, as a person meets it.

use anyhow::{Context as _, Result, anyhow};

use crate::crm::FakeCrm;
use crate::identity_provider::IdentityProvider;
use crate::service::{Service, free_port};
use crate::{browser, build, process, workspace};

/// Starts the server on fresh data, an identity provider and a CRM beside it, runs the journeys, and
/// stops the server cleanly.
pub(super) fn check() -> Result<()> {
    let folder = tempfile::Builder::new().prefix("contacts-e2e-").tempdir()?;
    let (port, file) = (free_port()?, folder.path().join("providers.json"));
    let provider = IdentityProvider::start(&format!("http://127.0.0.1:{port}"), folder.path())?;
    provider.describe(&file)?;
    let file = file.to_str().context("the temporary folder's name is not UTF-8")?;
    let crm = FakeCrm::start(&workspace::fake_crm(false), &[])?;
    let mut options = crm.options();
    options.extend(["--oidc".to_owned(), file.to_owned()]);
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    let server = workspace::server(false);
    let service = Service::start_at(port, &server, folder.path(), &options)?;
    browser::run_journeys(&service.address, &folder.path().join("data/outbox"), &crm.url)
        .map_err(|error| anyhow!("{error:#}; the server: {}", service.last_words()))?;
    service.stop()
}

/// Our side of `OpenID` Connect against an identity provider that is not ours.
pub(super) fn check_identity() -> Result<()> {
    crate::npm::ensure_packages(workspace::IDENTITY_PROVIDER.as_ref())?;
    let mut cargo = build::tested(&["test"]);
    cargo.args(["--test", "it", "real_provider", "--", "--ignored"]);
    process::run(&mut cargo)
}
