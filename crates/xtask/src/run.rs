//! `cargo xtask run`: build, then serve until Ctrl-C.

use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, ExitCode, ExitStatus};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Result, bail};

use crate::cli::RunOptions;
use crate::postgres::{Durability, Postgres};
use crate::process::{Running, describe};
use crate::steps::Steps;
use crate::{build, interrupt, workspace};

const ADDRESS: &str = "127.0.0.1:8080";
const DATA: &str = "data";

/// Builds and serves; returns what the server returns.
pub(crate) fn run(options: &RunOptions) -> Result<ExitCode> {
    let mut steps = Steps::new(build::STEPS + 1 + usize::from(options.postgres));
    build::everything(&mut steps, options.release)?;
    let mut server = command(options);
    if options.postgres {
        let postgres = steps.step("start PostgreSQL", || {
            Postgres::start(&Path::new(DATA).join("postgres"), Durability::Safe)
        })?;
        server.args(["--database", &postgres.url]);
        server.args(&options.server);
        let status = steps.step(&starting(&server), || serve(&mut server))?;
        postgres.stop()?;
        return Ok(exit_code(status));
    }
    server.args(&options.server);
    // Nothing is left for us to stop: the server takes our place, and Ctrl-C goes to it.
    steps.announce(&starting(&server));
    let error = server.exec();
    bail!("starting `{}`: {error}", describe(&server))
}

fn command(options: &RunOptions) -> Command {
    let mut command = Command::new(workspace::server(options.release));
    command.args(["all", "--data", DATA, "--listen", ADDRESS]);
    if options.empty {
        command.arg("--empty");
    }
    command
}

fn starting(server: &Command) -> String {
    format!("serve on http://{ADDRESS} ({})", describe(server))
}

/// Waits for the server, and hands it the first signal we get.
fn serve(server: &mut Command) -> Result<ExitStatus> {
    let mut running = Running::spawn(server)?;
    let mut told = false;
    loop {
        if let Some(status) = running.ended()? {
            return Ok(status);
        }
        if let (false, Some(signal)) = (told, interrupt::received()) {
            running.signal(signal)?;
            told = true;
        }
        sleep(Duration::from_millis(50));
    }
}

fn exit_code(status: ExitStatus) -> ExitCode {
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    code.map_or(ExitCode::FAILURE, ExitCode::from)
}
