//! The product's server, started for a test or a measurement.

use std::fs::{self, File};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use rustix::process::Signal;

use crate::http::Client;
use crate::interrupt;
use crate::process::Running;

/// Asks `/readyz` about the search index as well.
const INDEXED: &[(&str, &str)] = &[("index", "true")];
const TICK: Duration = Duration::from_millis(10);
const START: Duration = Duration::from_mins(2);
const STOP: Duration = Duration::from_secs(30);
/// One machine is everybody here, so the limits for one address are no measure.
const REQUESTS_PER_MINUTE: &str = "10000000";

/// A running server that does not outlive this value.
pub(crate) struct Service {
    /// Where it answers, without a slash at the end.
    pub(crate) address: String,
    running: Running,
    log: PathBuf,
}

impl Service {
    /// Starts `server all` on this port and waits until it is ready, its search index as well.
    pub(crate) fn start_at(port: u16, binary: &Path, folder: &Path, more: &[&str]) -> Result<Self> {
        let mut service = Self::spawn(port, binary, folder, more)?;
        service.wait(INDEXED, START)?;
        Ok(service)
    }

    /// Starts `server all` on this port and waits until it serves; its index may still be built.
    pub(crate) fn start_soon_at(
        port: u16,
        binary: &Path,
        folder: &Path,
        more: &[&str],
    ) -> Result<Self> {
        let mut service = Self::spawn(port, binary, folder, more)?;
        service.wait(&[], START)?;
        Ok(service)
    }

    /// Ends the server as a power cut would: no handler runs.
    pub(crate) fn kill(mut self) -> Result<()> {
        self.running.stop(Signal::KILL, STOP).map(drop)
    }

    fn spawn(port: u16, binary: &Path, folder: &Path, more: &[&str]) -> Result<Self> {
        let listen = format!("127.0.0.1:{port}");
        let log = folder.join("server.log");
        let output = File::options().create(true).append(true).open(&log)?;
        let mut command = Command::new(binary);
        command
            .args(["all", "--listen", &listen, "--data"])
            .arg(folder.join("data"))
            .args(["--requests-per-minute", REQUESTS_PER_MINUTE])
            .args(more)
            .stdout(output.try_clone()?)
            .stderr(output);
        Ok(Self {
            address: format!("http://{listen}"),
            running: Running::spawn(&mut command)?,
            log,
        })
    }

    /// Starts `server all` on a free port and waits until it serves; its index may still be built.
    pub(crate) fn start_soon(binary: &Path, folder: &Path, more: &[&str]) -> Result<Self> {
        Self::start_soon_at(free_port()?, binary, folder, more)
    }

    /// Waits until its search index follows, for so long.
    pub(crate) fn wait_for_index(&mut self, patience: Duration) -> Result<()> {
        self.wait(INDEXED, patience)
    }

    /// The process id, for `/proc`.
    pub(crate) fn id(&self) -> u32 {
        self.running.id()
    }

    /// Asks the server to stop; it must do so cleanly and soon.
    pub(crate) fn stop(mut self) -> Result<()> {
        let status = self.running.stop(Signal::TERM, STOP).context("stopping the server")?;
        if !status.success() {
            bail!("the server stopped with {status}: {}", self.last_words());
        }
        Ok(())
    }

    /// The end of what the server logged.
    pub(crate) fn last_words(&self) -> String {
        tail(&self.log, 20)
    }

    fn wait(&mut self, query: &[(&str, &str)], patience: Duration) -> Result<()> {
        let client = Client::new(&self.address);
        let deadline = Instant::now() + patience;
        while Instant::now() < deadline {
            if let Some(status) = self.running.ended()? {
                bail!("the server ended ({status}): {}", self.last_words());
            }
            if client.get("/readyz", query).is_ok_and(|answer| answer.status == 200) {
                return Ok(());
            }
            interrupt::check()?;
            sleep(TICK);
        }
        bail!("the server did not get ready: {}", self.last_words())
    }
}

/// A port nobody listens on at this moment.
pub(crate) fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// The last lines of a log, each on a line of its own.
pub(crate) fn tail(log: &Path, count: usize) -> String {
    let text = fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let lines: Vec<_> = text.lines().collect();
    let last = &lines[lines.len().saturating_sub(count)..];
    format!("its log ends with\n  {}", last.join("\n  "))
}
