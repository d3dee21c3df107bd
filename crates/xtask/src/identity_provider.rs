//! A real identity provider on this machine, for the sign-in journeys.

use std::fs::{self, File};
use std::path::Path;
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use serde_json::json;

use crate::http::Client;
use crate::process::Running;
use crate::service::{free_port, tail};
use crate::workspace::IDENTITY_PROVIDER;
use crate::{interrupt, npm};

const START: Duration = Duration::from_mins(1);
/// It is thrown away with the provider.
const CLIENT_SECRET: &str = "of-the-journeys-only";

/// A running provider that does not outlive this value.
pub(crate) struct IdentityProvider {
    issuer: String,
    _running: Running,
}

impl IdentityProvider {
    /// Starts it for the server at this address, as the provider `acme`, and waits until it
    /// answers. Its log is written into the folder.
    pub(crate) fn start(server: &str, folder: &Path) -> Result<Self> {
        npm::ensure_packages(Path::new(IDENTITY_PROVIDER))?;
        let (port, log) = (free_port()?, folder.join("identity-provider.log"));
        let output = File::create(&log)?;
        let mut node = Command::new("node");
        node.current_dir(IDENTITY_PROVIDER)
            .args(["provider.mjs", &port.to_string()])
            .arg(format!("{server}/api/v1/auth/oidc/acme/callback"))
            .env("CLIENT_SECRET", CLIENT_SECRET)
            .stdout(output.try_clone()?)
            .stderr(output);
        let mut running = Running::spawn(&mut node)?;
        let issuer = format!("http://127.0.0.1:{port}");
        let (client, deadline) = (Client::new(&issuer), Instant::now() + START);
        while client.get("/.well-known/openid-configuration", &[]).is_err() {
            if running.ended()?.is_some() || Instant::now() > deadline {
                bail!("the identity provider did not start: {}", tail(&log, 20));
            }
            interrupt::check()?;
            sleep(Duration::from_millis(50));
        }
        Ok(Self { issuer, _running: running })
    }

    /// Writes the file that tells the server of it.
    pub(crate) fn describe(&self, file: &Path) -> Result<()> {
        let provider = json!({
            "id": "acme",
            "label": "Acme",
            "issuer": self.issuer,
            "client_id": "contacts",
            "client_secret": CLIENT_SECRET,
        });
        Ok(fs::write(file, json!({ "providers": [provider] }).to_string())?)
    }
}
