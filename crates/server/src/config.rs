//! Configuration: options and environment variables, the same names for both. An unknown or
//! unreadable one stops the start with a message that names it.

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use anyhow::bail;
use api::MetricsReaders;
use clap::builder::BoolishValueParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use connect::crm::Configuration;
use domain::OrganizationId;
use domain::package::Package;
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
    All(Serve),
    /// Serve the page and the API and follow the search index; jobs are left to `worker` processes. For
    /// PostgreSQL.
    Api(Serve),
    /// Run jobs and send mails; answers nothing but /healthz, /readyz and /metrics. For PostgreSQL.
    Worker(Work),
    /// Bring the database's schema up to this version, and end.
    Migrate(Storage),
    /// Read every audit log and tell what was edited, deleted, swapped or cut off; ends with 1 if
    /// anything was.
    AuditVerify {
        #[command(flatten)]
        storage: Storage,
        /// A head that was kept: ORGANIZATION:NUMBER:HASH. May be given several times.
        #[arg(long = "known", value_name = "HEAD")]
        known: Vec<String>,
    },
    /// Seal anew every audit log that is not intact, after the key `audit` of keys.json was lost. What is
    /// wrong with it is printed, and the log says that it was sealed anew.
    AuditSeal(Storage),
    /// Add a key-encryption key (in the key file; keys of the environment are the operator's), wrap
    /// all data keys by the newest one, and seal all secrets anew.
    RotateKeys(Storage),
    /// Say who looks after this installation's background work.
    Operator {
        #[command(subcommand)]
        change: OperatorChange,
        #[command(flatten)]
        storage: Storage,
    },
    /// Give an organization another package.
    Package {
        /// Its id, as `org_…`; `audit-verify` and the list of background jobs name it.
        organization: OrganizationId,
        /// free, team, business, or enterprise, which has no limits.
        package: Package,
        #[command(flatten)]
        storage: Storage,
    },
    /// Copy everything but the keys into a new folder, while a server may be running and writing
    /// (SQLite; a PostgreSQL has `pg_dump`).
    Backup {
        #[command(flatten)]
        storage: Storage,
        /// The folder to make.
        #[arg(long, value_name = "DIR")]
        to: PathBuf,
    },
    /// Check a backup and make a data folder of it.
    Restore {
        /// A folder that `backup` made.
        #[arg(long, value_name = "DIR")]
        from: PathBuf,
        /// The data folder; it must have no database yet.
        #[arg(long, env = "DATA", default_value = "data")]
        data: PathBuf,
        /// Folder of the keys, to tell whether they are the right ones; the data folder unless given.
        #[arg(long, env = "KEYS")]
        keys: Option<PathBuf>,
    },
    /// Carry a whole installation from SQLite to PostgreSQL or back, and prove that it arrived. No
    /// server may run on either.
    Move(Moving),
    /// Have every server build its search index anew: at once where one runs, else at its next start.
    Reindex(Storage),
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
    /// Read a workbook from standard input, under limits; the server starts it for itself.
    #[command(hide = true)]
    ReadSheet {
        #[arg(long)]
        sheet: Option<String>,
    },
    /// Ask a running server whether it is ready; ends with 0 if so.
    Healthcheck {
        /// Where it listens.
        #[arg(long, env = "LISTEN", default_value = "127.0.0.1:8080")]
        listen: SocketAddr,
    },
}

/// What to do with the list of operators.
#[derive(Subcommand)]
pub(crate) enum OperatorChange {
    /// Make the person who signs in with this address an operator.
    Add { email: String },
    /// Make them an operator no more.
    Remove { email: String },
    /// Print all of them.
    List,
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
    #[arg(long, env = "DATABASE", hide_env_values = true)]
    pub(crate) database: Option<SecretString>,
    /// Folder of keys.json and master-keys.json, for nodes that share them; the data folder unless
    /// given.
    #[arg(long, env = "KEYS")]
    pub(crate) keys: Option<PathBuf>,
    /// Key-encryption keys, `1:BASE64,2:BASE64`, each of 32 bytes; the last wraps. Without them a
    /// file beside keys.json is used.
    #[arg(long, env = "MASTER_KEYS", hide_env_values = true)]
    pub(crate) master_keys: Option<SecretString>,
    /// Connections to the database.
    #[arg(long, env = "DATABASE_CONNECTIONS", default_value_t = 8, value_parser = clap::value_parser!(u32).range(2..=500))]
    pub(crate) database_connections: u32,
}

/// From where to where.
#[derive(Args)]
pub(crate) struct Moving {
    /// `sqlite:FILE` or `postgres://USER:PASSWORD@HOST/NAME`; stays as it is.
    #[arg(long, env = "MOVE_FROM", hide_env_values = true)]
    pub(crate) from: SecretString,
    /// The same, without an installation in it.
    #[arg(long, env = "MOVE_TO", hide_env_values = true)]
    pub(crate) to: SecretString,
    /// The data folder, for uploaded files and keys.
    #[arg(long, env = "DATA", default_value = "data")]
    pub(crate) data: PathBuf,
    /// Folder of the keys; the data folder unless given.
    #[arg(long, env = "KEYS")]
    pub(crate) keys: Option<PathBuf>,
    /// As servers are given it.
    #[arg(long, env = "MASTER_KEYS", hide_env_values = true)]
    pub(crate) master_keys: Option<SecretString>,
}

/// What every process that stays up is told.
#[derive(Args)]
pub(crate) struct Process {
    #[command(flatten)]
    pub(crate) storage: Storage,
    #[command(flatten)]
    pub(crate) mail: Mail,
    #[command(flatten)]
    pub(crate) crm: Crm,
    #[command(flatten)]
    pub(crate) jobs: Jobs,
    /// Seconds that requests at work get to finish when the process is told to end.
    #[arg(long, env = "DRAIN_SECONDS", default_value_t = 20, value_parser = clap::value_parser!(u64).range(0..=600))]
    pub(crate) drain_seconds: u64,
    /// What /metrics is read with, as `Authorization: Bearer`; at least 16 characters. Without it only clients
    /// on this machine may read, and nobody where --https, --proxies or --public-url tells of a proxy.
    #[arg(long, env = "METRICS_TOKEN", hide_env_values = true)]
    pub(crate) metrics_token: Option<SecretString>,
    /// What is logged: error, warn, info, debug or trace, also per part.
    #[arg(long, env = "LOG", default_value = "info")]
    pub(crate) log: String,
}

/// What a process is told that serves the page and the API.
#[derive(Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) process: Process,
    /// Address and port to listen at.
    #[arg(long, env = "LISTEN", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    /// Browsers reach the server by https, through a proxy: cookies are bound to it.
    #[arg(long, env = "HTTPS", value_parser = BoolishValueParser::new())]
    pub(crate) https: bool,
    /// Where browsers reach the server, such as `https://contacts.example.com`; links in mails are
    /// built from it. `http://LISTEN` unless given.
    #[arg(long, env = "PUBLIC_URL", value_parser = public_url)]
    pub(crate) public_url: Option<String>,
    /// Proxies in front of the server that write the client's address into X-Forwarded-For.
    #[arg(long, env = "PROXIES", default_value_t = 0)]
    pub(crate) proxies: usize,
    /// File of the identity providers that people may sign in with (see the README).
    #[arg(long, env = "OIDC")]
    pub(crate) oidc: Option<PathBuf>,
    /// What follows a sign-up: `direct` signs in at once, `mail` confirms the address first and
    /// answers the same for every address. `mail` unless given, if there is an SMTP server.
    #[arg(long, env = "SIGN_UP", value_enum)]
    pub(crate) sign_up: Option<SignUp>,
    /// The package of organizations that sign up from now on: free, team, business or enterprise, which
    /// has no limits.
    #[arg(long, env = "PACKAGE", default_value_t = Package::Enterprise)]
    pub(crate) package: Package,
    /// Requests a minute of one key, one person and one address, instead of 600, 1200 and 300.
    #[arg(long, env = "REQUESTS_PER_MINUTE")]
    pub(crate) requests_per_minute: Option<NonZeroU32>,
    /// Make no demo organization at the first start.
    #[arg(long, env = "EMPTY", value_parser = BoolishValueParser::new())]
    pub(crate) empty: bool,
    /// Bytes of an uploaded file, at most.
    #[arg(long, env = "UPLOAD_BYTES", default_value_t = 1 << 30)]
    pub(crate) upload_bytes: u64,
}

/// What a process is told that runs jobs alone.
#[derive(Args)]
pub(crate) struct Work {
    #[command(flatten)]
    pub(crate) process: Process,
    /// Address and port for /healthz, /readyz and /metrics.
    #[arg(long, env = "LISTEN", default_value = "127.0.0.1:8081")]
    pub(crate) listen: SocketAddr,
    /// Where browsers reach the installation, such as `https://contacts.example.com`; links in mails
    /// are built from it.
    #[arg(long, env = "PUBLIC_URL", value_parser = public_url)]
    pub(crate) public_url: String,
}

/// How a process does background work; one that runs no jobs looks at `watch_seconds` alone.
#[derive(Clone, Copy, Args)]
pub(crate) struct Jobs {
    /// Jobs on records that are done at the same time, beside the mails.
    #[arg(long, env = "WORKERS", default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=64))]
    pub(crate) workers: u32,
    /// Seconds until a job of a worker that does not answer goes to another one; for tests of faults.
    #[arg(long, env = "LEASE_SECONDS", hide = true, default_value_t = db::job::LEASE_SECONDS, value_parser = clap::value_parser!(i64).range(1..=3_600))]
    pub(crate) lease_seconds: i64,
    /// Seconds between two looks at the searches that a person follows; for tests.
    #[arg(long, env = "WATCH_SECONDS", hide = true, default_value_t = ::worker::WATCH_SECONDS, value_parser = clap::value_parser!(i64).range(1..=86_400))]
    pub(crate) watch_seconds: i64,
}

/// How mails leave.
#[derive(Args)]
pub(crate) struct Mail {
    /// `smtps://USER:PASSWORD@HOST`, `smtp+starttls://…`, or `smtp://localhost:PORT`; without it
    /// mails are written into the folder `outbox` of the data folder.
    #[arg(long, env = "SMTP", hide_env_values = true)]
    pub(crate) smtp: Option<SecretString>,
    /// Whom mails come from: `Name <address>`, or an address.
    #[arg(
        long,
        env = "MAIL_FROM",
        default_value = "1CloudAI Business Contacts <contacts@localhost.localdomain>"
    )]
    pub(crate) mail_from: String,
}

/// The CRM that organizations may connect. Where neither id nor secret is given there is none.
#[derive(Args)]
pub(crate) struct Crm {
    /// The client id of this installation's app at the CRM.
    #[arg(long, env = "CRM_CLIENT_ID")]
    pub(crate) crm_client_id: Option<String>,
    /// Its secret.
    #[arg(long, env = "CRM_CLIENT_SECRET", hide_env_values = true)]
    pub(crate) crm_client_secret: Option<SecretString>,
    /// The CRM's page of consent.
    #[arg(long, env = "CRM_AUTHORIZE_URL", default_value = Configuration::AUTHORIZE_URL)]
    pub(crate) crm_authorize_url: String,
    /// Where the CRM exchanges codes and tokens.
    #[arg(long, env = "CRM_TOKEN_URL", default_value = Configuration::TOKEN_URL)]
    pub(crate) crm_token_url: String,
    /// What the CRM's API begins with.
    #[arg(long, env = "CRM_API_URL", default_value = Configuration::API_URL)]
    pub(crate) crm_api_url: String,
    /// The version of the CRM's API.
    #[arg(long, env = "CRM_VERSION", default_value = Configuration::VERSION)]
    pub(crate) crm_version: String,
    /// The version of this installation's app, for apps whose page of consent asks for it.
    #[arg(long, env = "CRM_VERSION_ID")]
    pub(crate) crm_version_id: Option<String>,
    /// The public key that the CRM signs webhooks with: Ed25519, base64.
    #[arg(long, env = "CRM_WEBHOOK_KEY", default_value = Configuration::WEBHOOK_KEY)]
    pub(crate) crm_webhook_key: String,
    /// Seconds that the CRM has for an answer.
    #[arg(long, env = "CRM_TIMEOUT_SECONDS", default_value_t = 15, value_parser = clap::value_parser!(u64).range(1..=60))]
    pub(crate) crm_timeout_seconds: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SignUp {
    Direct,
    Mail,
}

impl Serve {
    /// Where browsers reach the server, without a slash at the end.
    pub(crate) fn public_url(&self) -> String {
        let given = self.public_url.clone();
        given.unwrap_or_else(|| format!("http://{}", self.listen))
    }

    /// Who may read `/metrics`: without a token nobody where something says that a proxy stands in front.
    pub(crate) fn metrics(&self) -> anyhow::Result<MetricsReaders> {
        let far = self.public_url.as_deref().is_some_and(|url| !is_loopback(url));
        Ok(match self.process.metrics_token()? {
            Some(token) => MetricsReaders::Bearers(token),
            None if self.https || self.proxies > 0 || far => MetricsReaders::Nobody,
            None => MetricsReaders::Near,
        })
    }
}

impl Process {
    /// The token of `/metrics`. Checked here, where a message does not repeat it.
    pub(crate) fn metrics_token(&self) -> anyhow::Result<Option<SecretString>> {
        if let Some(token) = &self.metrics_token {
            let text = token.expose_secret();
            if text.len() < 16 || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
                bail!("--metrics-token: expected at least 16 printable characters without spaces");
            }
        }
        Ok(self.metrics_token.clone())
    }
}

impl Storage {
    /// Where the key files lie.
    pub(crate) fn keys(&self) -> &Path {
        self.keys.as_deref().unwrap_or(&self.data)
    }

    /// How the db room is told.
    ///
    /// The address may hold a password, so it is checked here, where a message does not repeat it
    /// as the parser of options would.
    pub(crate) fn settings(&self) -> anyhow::Result<db::Settings> {
        let url = match &self.database {
            Some(url) => database(url.expose_secret())?.to_owned(),
            None => format!("sqlite:{}", self.data.join("contacts.sqlite").display()),
        };
        Ok(db::Settings { url, connections: self.database_connections })
    }
}

fn public_url(text: &str) -> Result<String, String> {
    let plain = text.trim_end_matches('/');
    let host = plain.strip_prefix("https://").or_else(|| plain.strip_prefix("http://"));
    match host {
        Some(host) if !host.is_empty() && !host.contains(['/', '?', '#', '@', ' ']) => {
            Ok(plain.to_owned())
        }
        _ => Err("expected https://HOST, without a path".to_owned()),
    }
}

/// Whether a public URL is of this machine alone.
fn is_loopback(url: &str) -> bool {
    let host = url.split_once("://").map_or(url, |(_, host)| host);
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let ip = name.trim_matches(['[', ']']).parse::<IpAddr>();
    name == "localhost" || ip.is_ok_and(|ip| ip.is_loopback())
}

fn database(text: &str) -> anyhow::Result<&str> {
    if text.starts_with("postgres://") || text.starts_with("postgresql://") {
        Ok(text)
    } else {
        bail!("--database: expected postgres://USER:PASSWORD@HOST/NAME")
    }
}

#[cfg(test)]
mod tests {
    use super::is_loopback;

    #[test]
    fn a_public_url_tells_whether_others_reach_it() {
        for near in ["http://127.0.0.1:8080", "http://localhost", "http://[::1]:80", "http://[::1]"]
        {
            assert!(is_loopback(near), "{near}");
        }
        for far in ["http://localhost.example.com", "https://a.example", "http://192.0.2.1:80"] {
            assert!(!is_loopback(far), "{far}");
        }
    }
}
