//! Child processes: each in a process group of its own, so that it can be
//! ended with all its children, and in our order, not the terminal's.

use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use rustix::process::{Pid, Signal, kill_process, kill_process_group};

use crate::interrupt;

const TICK: Duration = Duration::from_millis(20);
const GRACE: Duration = Duration::from_secs(10);

/// Runs a command to its end with its output in sight.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let line = describe(command);
    let mut running = Running::spawn(command)?;
    loop {
        if let Some(status) = running.ended()? {
            if status.success() {
                return Ok(());
            }
            bail!("`{line}` failed ({status})");
        }
        interrupt::check()?;
        sleep(TICK);
    }
}

/// Runs a short command and returns what it printed.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let line = describe(command);
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("starting `{line}`"))?;
    if !output.status.success() {
        bail!("`{line}` failed ({})", output.status);
    }
    String::from_utf8(output.stdout).with_context(|| format!("reading what `{line}` printed"))
}

/// The command as a person would type it.
pub(crate) fn describe(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

/// A child process that does not outlive this value.
pub(crate) struct Running {
    child: Child,
    pid: Pid,
    status: Option<ExitStatus>,
    farewell: Signal,
}

impl Running {
    /// Starts the command without a standard input.
    pub(crate) fn spawn(command: &mut Command) -> Result<Self> {
        let child = command
            .stdin(Stdio::null())
            .process_group(0)
            .spawn()
            .with_context(|| format!("starting `{}`", describe(command)))?;
        Ok(Self { pid: Pid::from_child(&child), child, status: None, farewell: Signal::TERM })
    }

    /// Chooses the signal that asks the process to end when this value is dropped.
    pub(crate) fn with_farewell(mut self, signal: Signal) -> Self {
        self.farewell = signal;
        self
    }

    /// The process id, for `/proc`.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// How the process ended, once it has.
    pub(crate) fn ended(&mut self) -> Result<Option<ExitStatus>> {
        if self.status.is_none() {
            self.status = self.child.try_wait()?;
        }
        Ok(self.status)
    }

    /// Sends a signal to the process alone.
    pub(crate) fn signal(&mut self, signal: Signal) -> Result<()> {
        if self.ended()?.is_none() {
            kill_process(self.pid, signal)?;
        }
        Ok(())
    }

    /// Sends a signal and waits for the end; none within `grace` is an error.
    pub(crate) fn stop(&mut self, signal: Signal, grace: Duration) -> Result<ExitStatus> {
        self.signal(signal)?;
        let deadline = Instant::now() + grace;
        loop {
            if let Some(status) = self.ended()? {
                return Ok(status);
            }
            if Instant::now() > deadline {
                bail!("still running {} s after {signal:?}", grace.as_secs());
            }
            sleep(TICK);
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if matches!(self.ended(), Ok(Some(_))) {
            return;
        }
        // The whole group: a test binary would outlive the cargo that started it.
        let _ = kill_process_group(self.pid, self.farewell);
        let deadline = Instant::now() + GRACE;
        while matches!(self.ended(), Ok(None)) && Instant::now() < deadline {
            sleep(TICK);
        }
        if matches!(self.ended(), Ok(None)) {
            let _ = kill_process_group(self.pid, Signal::KILL);
            let _ = self.child.wait();
        }
    }
}
