//! One process of the product, which can be killed, frozen and woken.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use rustix::process::Signal;

use crate::http::Client;
use crate::process::Running;
use crate::{interrupt, service};

const START: Duration = Duration::from_mins(2);
const STOP: Duration = Duration::from_secs(40);

/// How to start one.
#[derive(Clone, Copy)]
pub(super) struct Start<'a> {
    /// `all`, `api` or `worker`.
    pub(super) mode: &'a str,
    /// The name of its data folder.
    pub(super) name: &'a str,
    /// Where it listens, on loopback; the same again after a crash.
    pub(super) port: u16,
    /// More arguments.
    pub(super) more: &'a [&'a str],
}

/// A process that does not outlive this value.
pub(super) struct Node {
    /// Where it answers, without a slash at the end.
    pub(super) address: String,
    running: Running,
    log: PathBuf,
}

impl Node {
    /// Starts a process whose arguments are complete but for what every node is told.
    pub(super) fn spawn(mut command: Command, start: &Start<'_>, log: &Path) -> Result<Self> {
        let listen = format!("127.0.0.1:{}", start.port);
        let output = File::options().create(true).append(true).open(log)?;
        command.args(["--listen", &listen]);
        if start.mode == "worker" {
            command.args(["--public-url", "http://127.0.0.1"]);
        } else {
            command.arg("--empty");
            if !start.more.contains(&"--requests-per-minute") {
                command.args(["--requests-per-minute", "10000000"]);
            }
        }
        command.args(start.more).stdout(output.try_clone()?).stderr(output);
        Ok(Self {
            address: format!("http://{listen}"),
            running: Running::spawn(&mut command)?,
            log: log.to_path_buf(),
        })
    }

    /// Waits until it is ready.
    pub(super) fn wait(&mut self) -> Result<()> {
        let client = Client::new(&self.address);
        let deadline = Instant::now() + START;
        while Instant::now() < deadline {
            if let Some(status) = self.running.ended()? {
                bail!("the server ended ({status}): {}", self.last_words());
            }
            if client.get("/readyz", &[]).is_ok_and(|answer| answer.status == 200) {
                return Ok(());
            }
            interrupt::check()?;
            sleep(Duration::from_millis(20));
        }
        bail!("the server did not get ready: {}", self.last_words())
    }

    /// Ends it as a power cut would: no handler runs.
    pub(super) fn kill(&mut self) -> Result<()> {
        self.running.stop(Signal::KILL, STOP).map(drop)
    }

    /// Freezes it where it stands, or wakes it.
    pub(super) fn freeze(&mut self, frozen: bool) -> Result<()> {
        self.running.signal(if frozen { Signal::STOP } else { Signal::CONT })
    }

    /// Asks it to end, which it must do cleanly.
    pub(super) fn stop(mut self) -> Result<()> {
        let status = self.running.stop(Signal::TERM, STOP)?;
        if !status.success() {
            bail!("the server stopped with {status}: {}", self.last_words());
        }
        Ok(())
    }

    /// The process id, for `/proc`.
    pub(super) fn id(&self) -> u32 {
        self.running.id()
    }

    /// All that it logged so far, in this life and those before.
    pub(super) fn log(&self) -> String {
        let text = std::fs::read(&self.log).unwrap_or_default();
        String::from_utf8_lossy(&text).into_owned()
    }

    /// The end of what it logged.
    pub(super) fn last_words(&self) -> String {
        service::tail(&self.log, 20)
    }
}
