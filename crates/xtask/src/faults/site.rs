//! A place where the product runs and is hurt: one database, and folders for its nodes.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};
use tempfile::TempDir;

use super::node::{Node, Start};
use crate::postgres::{Postgres, Shell};
use crate::{process, workspace};

/// An installation: its database, its keys, and a data folder for each node.
pub(super) struct Site {
    folder: TempDir,
    /// The server's client and the database's name there; without them it is the embedded file.
    postgres: Option<(Shell, String)>,
}

impl Site {
    /// An installation on the embedded file.
    pub(super) fn embedded() -> Result<Self> {
        Ok(Self { folder: folder()?, postgres: None })
    }

    /// An installation on an empty database of this server.
    pub(super) fn on(postgres: &Postgres) -> Result<Self> {
        let (folder, postgres) = (folder()?, postgres.shell());
        let name = folder.path().file_name().and_then(|name| name.to_str()).unwrap_or("faults");
        let name = name.replace(['-', '.'], "_").to_lowercase();
        let made = postgres.sql("postgres", &format!("CREATE DATABASE {name}"));
        made.context("making a database")?;
        Ok(Self { folder, postgres: Some((postgres, name)) })
    }

    /// Where everything of it lies.
    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Starts a node and waits until it is ready.
    pub(super) fn start(&self, start: &Start<'_>) -> Result<Node> {
        let mut node = self.spawn(start)?;
        node.wait()?;
        Ok(node)
    }

    /// Starts a node without waiting for it.
    pub(super) fn spawn(&self, start: &Start<'_>) -> Result<Node> {
        let mut command = Command::new(workspace::server(false));
        command.arg(start.mode);
        command.arg("--data").arg(self.path().join(start.name));
        if let Some((postgres, name)) = &self.postgres {
            command.env("DATABASE", postgres.url_of(name));
            command.arg("--keys").arg(self.path().join("keys"));
        }
        Node::spawn(command, start, &self.path().join(format!("{}.log", start.name)))
    }

    /// The server's own tool on this installation, such as `audit-verify`; an error unless it ends well.
    pub(super) fn tool(&self, node: &str, words: &[&str]) -> Result<String> {
        let mut command = Command::new(workspace::server(false));
        command.args(words).arg("--data").arg(self.path().join(node));
        if let Some((postgres, name)) = &self.postgres {
            command.env("DATABASE", postgres.url_of(name));
            command.arg("--keys").arg(self.path().join("keys"));
        }
        process::output(&mut command)
    }

    /// What the database itself answers, by a tool that is not ours: a row a line, its columns
    /// parted by `|`.
    pub(super) fn sql(&self, node: &str, query: &str) -> Result<Vec<String>> {
        if let Some((postgres, name)) = &self.postgres {
            return postgres.sql(name, query);
        }
        let mut command = Command::new("sqlite3");
        command.args(["-batch", "-bail", "-cmd", ".timeout 10000"]);
        command.arg(self.path().join(node).join("contacts.sqlite")).arg(query);
        Ok(process::output(&mut command)?.lines().map(str::to_owned).collect())
    }

    /// An id as hexadecimal digits, in this database's SQL.
    pub(super) fn hex(&self, column: &str) -> String {
        match self.postgres {
            Some(_) => format!("replace({column}::text, '-', '')"),
            None => format!("lower(hex({column}))"),
        }
    }
}

impl Site {
    /// The first e-mail of a contact, in this database's SQL.
    pub(super) fn first_email(&self) -> &'static str {
        match self.postgres {
            Some(_) => "(emails -> 0 ->> 'value')",
            None => "(emails ->> '$[0].value')",
        }
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        if let Some((postgres, name)) = &self.postgres {
            let sql = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
            if let Err(error) = postgres.sql("postgres", &sql) {
                println!("    {name} could not be dropped: {error:#}");
            }
        }
    }
}

/// On the disk of the checkout: a temporary folder may be in memory, where nothing is lost.
fn folder() -> Result<TempDir> {
    let folder = tempfile::Builder::new().prefix("faults_").tempdir_in(workspace::target());
    folder.context("making a folder for the installation")
}

/// A path relative to the root, made absolute: nodes may run elsewhere.
pub(super) fn absolute(path: &Path) -> Result<PathBuf> {
    path.canonicalize().with_context(|| format!("finding {}", path.display()))
}
