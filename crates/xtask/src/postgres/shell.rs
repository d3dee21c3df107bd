use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::process;

/// `psql` on one server: what the database says, by a tool that is not ours.
#[derive(Clone)]
pub(crate) struct Shell {
    program: PathBuf,
    /// The server's address with a slash at the end.
    server: String,
}

impl Shell {
    pub(super) fn new(program: PathBuf, url: &str) -> Self {
        let server = url.rsplit_once('/').map_or(url, |(server, _)| server);
        Self { program, server: format!("{server}/") }
    }

    /// The address of a database of this server.
    pub(crate) fn url_of(&self, database: &str) -> String {
        format!("{}{database}", self.server)
    }

    /// The rows of an answer, a line each, columns parted by `|`.
    pub(crate) fn sql(&self, database: &str, query: &str) -> Result<Vec<String>> {
        let mut command = self.command(database);
        command.args(["--no-align", "--tuples-only", "--command", query]);
        Ok(process::output(&mut command)?.lines().map(str::to_owned).collect())
    }

    /// A run of `psql` that stops at the first error.
    pub(crate) fn command(&self, database: &str) -> Command {
        let mut command = Command::new(&self.program);
        command.args(["--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1"]);
        command.arg(self.url_of(database));
        command
    }
}
