//! The command line, and with it the text of `cargo xtask help`.

use clap::{Args, Parser, Subcommand, ValueEnum};

const EXAMPLES: &str = "\
Examples:
  cargo xtask run                      the product with sample records
  cargo xtask run --empty --postgres   without them, on PostgreSQL
  cargo xtask run -- --help            what else the server can be told
  cargo xtask test --fast              the inner loop: SQLite, no browser
  cargo xtask test --fast phone        ... and of the tests, those about phones
  cargo xtask test                     all that must hold before a change is good
  cargo xtask torture --faults 200     a long night of faults
  cargo xtask bench search             one measurement";

/// Build, run, test and measure the product.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", after_help = EXAMPLES)]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(crate) task: Task,
}

/// One command of `cargo xtask`.
#[derive(Subcommand)]
pub(crate) enum Task {
    /// Build the browser application, then the server with it inside
    Build {
        /// Optimise the server
        #[arg(long)]
        release: bool,
    },
    /// Build, then serve on 127.0.0.1:8080 with the records in `data/`
    Run(RunOptions),
    /// Format, lint, test on both databases, then try the whole in a browser
    Test(TestOptions),
    /// Kill, freeze, crash and fill what can be, for as long as you like, and compare
    Torture(TortureOptions),
    /// Try our side of the CRM's API at a public mock of its specification (needs Node, and npm's packages)
    Contract,
    /// Write `openapi/openapi.json` from the server's routes
    Openapi,
    /// Measure a release build and print the figures; without a name, all of them
    Bench {
        /// What to measure
        name: Option<BenchName>,
    },
}

/// How to run the server.
#[derive(Args)]
pub(crate) struct RunOptions {
    /// Start without the sample records
    #[arg(long)]
    pub(crate) empty: bool,
    /// Optimise the server
    #[arg(long)]
    pub(crate) release: bool,
    /// Keep the records in a Postgres of its own under `data/postgres`
    #[arg(long)]
    pub(crate) postgres: bool,
    /// More arguments for `server all`
    #[arg(last = true, value_name = "SERVER ARGUMENTS")]
    pub(crate) server: Vec<String>,
}

/// How much to test.
#[derive(Args)]
pub(crate) struct TestOptions {
    /// The inner loop: no browser, no database server
    #[arg(long)]
    pub(crate) fast: bool,
    /// Run only the tests whose name contains this
    pub(crate) filter: Option<String>,
}

/// How much to torture.
#[derive(Args)]
pub(crate) struct TortureOptions {
    /// Faults of each kind
    #[arg(long, default_value_t = 60)]
    pub(crate) faults: u32,
    /// The same seed chooses the same moments
    #[arg(long)]
    pub(crate) seed: Option<u64>,
    /// Only those whose name contains this, such as "kill"
    #[arg(long)]
    pub(crate) only: Option<String>,
}

/// What `bench` can measure.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum BenchName {
    /// Bulk writes beside the databases' own tools, jobs, lag of the index, restart: 1,000,000 contacts
    /// (or as many as the variable ROWS says) on both databases
    Engine,
    /// As many rows from upload to searchable on both databases, the memory they take, and what the
    /// databases' own tools reach
    Import,
    /// Pushes into a CRM on this machine: the share of its allowance that is used, contacts a second without
    /// one, and 100,000 contacts (or as many as ROWS says) among lost replies, stalls and 50 kills
    Push,
    /// 1,000 queries in ten classes over 100,000 and 1,000,000 contacts (or as many as ROWS says, with commas
    /// between), inside the server and over HTTP, many at once, and what the index costs
    Search,
    /// What a browser downloads
    Spa,
}
