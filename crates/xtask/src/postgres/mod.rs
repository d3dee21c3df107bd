//! A private `PostgreSQL`: on loopback, on a free port, gone when dropped.

mod account;
mod install;
mod shell;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use rustix::process::Signal;

use crate::process::{self, Running};
use crate::{interrupt, service};
use account::Account;
pub(crate) use shell::Shell;

const SUPERUSER: &str = "postgres";
const START: Duration = Duration::from_mins(1);
const STOP: Duration = Duration::from_secs(30);

/// What a crash of the machine may cost.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Durability {
    /// Nothing that was committed.
    Safe,
    /// Everything: for tests, where waiting for the disk is the cost.
    Volatile,
}

impl Durability {
    /// `PostgreSQL`'s fast shutdown, or its immediate one. (SIGTERM would wait for clients.)
    fn farewell(self) -> Signal {
        match self {
            Self::Safe => Signal::INT,
            Self::Volatile => Signal::QUIT,
        }
    }
}

/// A running server with its cluster below one folder.
pub(crate) struct Postgres {
    /// Where to connect, with the superuser's name; it needs no password.
    pub(crate) url: String,
    running: Running,
    durability: Durability,
    server: Setup,
    port: u16,
}

impl Postgres {
    /// Starts a server with its cluster in `folder`, which is made when missing.
    pub(crate) fn start(folder: &Path, durability: Durability) -> Result<Self> {
        let programs = install::find_or_install()?;
        let account = Account::for_server()?;
        fs::create_dir_all(folder)?;
        let folder = folder.canonicalize()?;
        if let Some(account) = &account {
            account.take_over(&folder)?;
        }
        let cluster = folder.join("cluster");
        let log = folder.join("postgres.log");
        let server = Setup { programs, account, cluster, log };
        server.initialise()?;
        let port = service::free_port()?;
        let running = server.launch(port, durability)?;
        let url = format!("postgres://{SUPERUSER}@127.0.0.1:{port}/postgres");
        Ok(Self { url, running, durability, server, port })
    }

    /// Ends the server as a crash would (`-m immediate`) and starts it again, at the same port.
    pub(crate) fn crash(&mut self) -> Result<()> {
        self.running.stop(Signal::QUIT, STOP).context("crashing PostgreSQL")?;
        self.running = self.server.launch(self.port, self.durability)?;
        Ok(())
    }

    /// PostgreSQL's own client for this server.
    pub(crate) fn shell(&self) -> Shell {
        let beside = self.server.programs.join("psql");
        let program = if beside.is_file() { beside } else { "psql".into() };
        Shell::new(program, &self.url)
    }

    /// Stops the server as its durability asks.
    pub(crate) fn stop(mut self) -> Result<()> {
        self.running.stop(self.durability.farewell(), STOP).map(drop).context("stopping PostgreSQL")
    }
}

/// What docs/operations.md advises: of its own accord PostgreSQL asks for a machine of long ago.
const SAFE: [&str; 4] =
    ["shared_buffers=512MB", "max_wal_size=4GB", "checkpoint_timeout=15min", "wal_compression=on"];

/// All that is needed to make and start a cluster.
struct Setup {
    programs: PathBuf,
    account: Option<Account>,
    cluster: PathBuf,
    log: PathBuf,
}

impl Setup {
    fn command(&self, program: &str) -> Result<Command> {
        let program = self.programs.join(program);
        let mut command = match &self.account {
            Some(account) => account.command(&program)?,
            None => Command::new(program),
        };
        let output = File::options().create(true).append(true).open(&self.log)?;
        command.stdout(output.try_clone()?).stderr(output);
        command.arg("-D").arg(&self.cluster);
        if let Some(folder) = self.cluster.parent() {
            command.current_dir(folder);
        }
        Ok(command)
    }

    fn initialise(&self) -> Result<()> {
        if self.cluster.join("PG_VERSION").exists() {
            return Ok(());
        }
        let mut command = self.command("initdb")?;
        command.args(["--username", SUPERUSER, "--auth", "trust"]);
        command.args(["--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"]);
        process::run(&mut command).with_context(|| self.last_words())
    }

    fn launch(&self, port: u16, durability: Durability) -> Result<Running> {
        let mut command = self.command("postgres")?;
        // No socket file: its path could be too long for the system.
        for setting in ["listen_addresses=127.0.0.1", "unix_socket_directories="] {
            command.args(["-c", setting]);
        }
        command.args(["-c", "max_connections=200", "-p", &port.to_string()]);
        let settings: &[&str] = match durability {
            Durability::Volatile => {
                &["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
            }
            Durability::Safe => &SAFE,
        };
        for setting in settings {
            command.args(["-c", setting]);
        }
        let mut running = Running::spawn(&mut command)?.with_farewell(durability.farewell());
        self.wait(&mut running)?;
        Ok(running)
    }

    /// Waits until the server's own file says that it takes connections.
    fn wait(&self, running: &mut Running) -> Result<()> {
        let deadline = Instant::now() + START;
        while Instant::now() < deadline {
            if running.ended()?.is_some() {
                bail!("PostgreSQL ended at once: {}", self.last_words());
            }
            let state = fs::read_to_string(self.cluster.join("postmaster.pid"));
            let state = state.unwrap_or_default();
            let mut lines = state.lines();
            let ours = lines.next() == Some(&running.id().to_string());
            if ours && lines.nth(6).is_some_and(|line| line.trim() == "ready") {
                return Ok(());
            }
            interrupt::check()?;
            sleep(Duration::from_millis(50));
        }
        bail!("PostgreSQL did not get ready: {}", self.last_words())
    }

    fn last_words(&self) -> String {
        service::tail(&self.log, 8)
    }
}
