//! Where a measurement takes place: a folder for the data, and `PostgreSQL` or the embedded database.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;
use tempfile::TempDir;

use crate::postgres::{Durability, Postgres, Shell};
use crate::service::Service;
use crate::{process, tools, workspace};

/// Where one kind of database is measured.
pub(super) struct Place<'a> {
    pub(super) folder: &'a Path,
    /// `psql` for the server, if it is one, and the name of the database.
    pub(super) postgres: Option<(Shell, &'static str)>,
}

/// Goes to both databases, one after the other; what was written there is gone afterwards.
pub(super) fn each(mut measure: impl FnMut(&Place<'_>) -> Result<()>) -> Result<()> {
    embedded(&mut measure)?;
    let (place, cluster) = (folder()?, tempfile::Builder::new().prefix("bench-").tempdir()?);
    let postgres = Postgres::start(cluster.path(), Durability::Safe)?;
    let shell = postgres.shell();
    shell.sql("postgres", "CREATE DATABASE measured")?;
    measure(&Place { folder: place.path(), postgres: Some((shell, "measured")) })?;
    postgres.stop()
}

/// Goes to the embedded database.
pub(super) fn embedded(measure: impl FnOnce(&Place<'_>) -> Result<()>) -> Result<()> {
    tools::ensure_sqlite()?;
    let embedded = folder()?;
    measure(&Place { folder: embedded.path(), postgres: None })
}

/// A folder on the disk of the checkout: a temporary one may be in memory.
fn folder() -> Result<TempDir> {
    Ok(tempfile::Builder::new().prefix("bench-").tempdir_in(workspace::target())?)
}

impl Place<'_> {
    /// The name of the database, for people.
    pub(super) fn name(&self) -> &'static str {
        if self.postgres.is_some() { "PostgreSQL" } else { "SQLite" }
    }

    /// The address of the database, or the file in a folder.
    pub(super) fn url(&self, folder: &str) -> String {
        match &self.postgres {
            Some((shell, name)) => shell.url_of(name),
            None => format!("sqlite:{}", self.file(folder).display()),
        }
    }

    /// The embedded database of a folder.
    pub(super) fn file(&self, folder: &str) -> PathBuf {
        self.folder.join(folder).join("contacts.sqlite")
    }

    /// The address of the database, if it is a server.
    pub(super) fn database(&self) -> Option<String> {
        self.postgres.as_ref().map(|(shell, name)| shell.url_of(name))
    }

    /// One of the server's commands that end.
    pub(super) fn server(&self, word: &str, folder: &str, database: Option<&str>) -> Result<()> {
        let mut command = Command::new(workspace::server(true));
        command.arg(word).arg("--data").arg(self.folder.join(folder));
        command.envs(database.map(|url| ("DATABASE", url)));
        process::output(&mut command).map(drop)
    }

    /// A server without sample records, which serves already and may still build its index.
    pub(super) fn start(&self) -> Result<Service> {
        let database = self.database();
        let more: &[&str] = match &database {
            Some(url) => &["--empty", "--database", url],
            None => &["--empty"],
        };
        Service::start_soon(&workspace::server(true), self.folder, more)
    }

    /// Writes a file beside the data.
    pub(super) fn write(&self, name: &str, text: &str) -> Result<PathBuf> {
        let path = self.folder.join(name);
        fs::write(&path, text)?;
        Ok(path)
    }
}
