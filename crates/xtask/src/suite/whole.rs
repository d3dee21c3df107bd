//! The whole product, as a person meets it.

use anyhow::{Result, anyhow};

use crate::service::Service;
use crate::{browser, workspace};

/// Starts the server on fresh data, runs the journeys, and stops it cleanly.
pub(super) fn check() -> Result<()> {
    let folder = tempfile::Builder::new().prefix("contacts-e2e-").tempdir()?;
    let service = Service::start(&workspace::server(false), folder.path(), &[])?;
    browser::run_journeys(&service.address)
        .map_err(|error| anyhow!("{error:#}; the server: {}", service.last_words()))?;
    service.stop()
}
