//! Configuration: options and environment variables, the same names for both. An unknown or
//! unreadable one stops the start with a message that names it.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::builder::BoolishValueParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use secrecy::{ExposeSecret, SecretString};

/// 1CloudAI Business Contacts.
#[derive(Parser)]
#[command(version)]
pub(crate) struct Options {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Serve the page and the API and do the background work, in one process.
    All(Settings),
    /// Bring the database's schema up to this version, and end.
    Migrate(Storage),
    /// Print the OpenAPI document.
    Openapi,
    /// Print sample contacts, made by the product's own generator.
    Sample {
        /// How many.
        #[arg(long, default_value_t = 1_000)]
        rows: usize,
        /// The same seed makes the same contacts.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        #[arg(long, value_enum, default_value_t = SampleFormat::Csv)]
        format: SampleFormat,
    },
    /// Ask a running server whether it is ready; ends with 0 if so.
    Healthcheck {
        /// Where it listens.
        #[arg(long, env = "LISTEN", default_value = "127.0.0.1:8080")]
        listen: SocketAddr,
    },
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum SampleFormat {
    Csv,
}

/// Where records, files, index and keys are kept.
#[derive(Args)]
pub(crate) struct Storage {
    /// Folder of the embedded database, the search index, uploaded files and the key file.
    #[arg(long, env = "DATA", default_value = "data")]
    pub(crate) data: PathBuf,
    /// `postgres://USER:PASSWORD@HOST/NAME`; without it the embedded database is used.
    #[arg(long, env = "DATABASE", value_parser = database, hide_env_values = true)]
    pub(crate) database: Option<SecretString>,
    /// Connections to the database.
    #[arg(long, env = "DATABASE_CONNECTIONS", default_value_t = 8, value_parser = clap::value_parser!(u32).range(2..=500))]
    pub(crate) database_connections: u32,
}

#[derive(Args)]
pub(crate) struct Settings {
    #[command(flatten)]
    pub(crate) storage: Storage,
    /// Address and port to listen at.
    #[arg(long, env = "LISTEN", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    /// Browsers reach the server by https, through a proxy: cookies are bound to it.
    #[arg(long, env = "HTTPS", value_parser = BoolishValueParser::new())]
    pub(crate) https: bool,
    /// Make no demo organization at the first start.
    #[arg(long, env = "EMPTY", value_parser = BoolishValueParser::new())]
    pub(crate) empty: bool,
    /// Bytes of an uploaded file, at most.
    #[arg(long, env = "UPLOAD_BYTES", default_value_t = 1 << 30)]
    pub(crate) upload_bytes: u64,
    /// What is logged: error, warn, info, debug or trace, also per part.
    #[arg(long, env = "LOG", default_value = "info")]
    pub(crate) log: String,
}

impl Storage {
    /// How the db room is told.
    pub(crate) fn settings(&self) -> db::Settings {
        let url = match &self.database {
            Some(url) => url.expose_secret().to_owned(),
            None => format!("sqlite:{}", self.data.join("contacts.sqlite").display()),
        };
        db::Settings { url, connections: self.database_connections }
    }
}

fn database(text: &str) -> Result<SecretString, String> {
    if text.starts_with("postgres://") || text.starts_with("postgresql://") {
        Ok(text.into())
    } else {
        Err("expected postgres://USER:PASSWORD@HOST/NAME".to_owned())
    }
}
