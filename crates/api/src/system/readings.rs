//! Figures that are read when somebody asks for them: of the database, its queues, the index and the
//! process.

use std::sync::atomic::AtomicU64;
use std::time::Duration;

use db::Load;
use db::job;
use db::outbox::{self, Lag};
use domain::Timestamp;
use domain::job::KindFigures;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;
use tokio::sync::Mutex;

use super::node::{Followed, Node, PREFIX};

/// Seconds for which what the database said is told again, however often it is asked for.
const FRESH: f64 = 5.0;
/// How long the database may take to answer.
const PATIENCE: Duration = Duration::from_secs(2);

type Number = Gauge<f64, AtomicU64>;

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct State {
    state: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Waiting {
    kind: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Jobs {
    kind: String,
    state: &'static str,
}

#[derive(Default)]
pub(super) struct Readings {
    connections: Family<State, Gauge>,
    connections_most: Gauge,
    connection_waits: Gauge,
    connection_timeouts: Counter,
    database_up: Gauge,
    jobs: Family<Jobs, Gauge>,
    jobs_wait: Family<Waiting, Number>,
    lag_seconds: Number,
    /// Not a number where nobody can count them.
    lag_changes: Number,
    index: Family<State, Gauge>,
    contacts: Gauge,
    built: Family<State, Gauge>,
    memory: Gauge,
    /// When the database was asked last.
    asked: Mutex<Option<Timestamp>>,
}

impl Readings {
    pub(super) fn new(registry: &mut Registry, with_index: bool, started: Timestamp) -> Self {
        let it = Self::default();
        // These have names that every program gives them.
        let help = "Memory in use";
        registry.register("process_resident_memory_bytes", help, it.memory.clone());
        let start = Number::default();
        start.set(started.seconds_since(Timestamp::from_micros(0)));
        let help = "When the process began, in seconds since 1970";
        registry.register("process_start_time_seconds", help, start);
        let registry = registry.sub_registry_with_prefix(PREFIX);
        let mut gauge = |name: &str, help: &str, metric: &Gauge| {
            registry.register(name, help, metric.clone());
        };
        gauge(
            "database_up",
            "Whether the database answered when it was asked last",
            &it.database_up,
        );
        gauge("database_connections_most", "Connections there may be", &it.connections_most);
        gauge("database_waits", "Threads that wait for a connection", &it.connection_waits);
        if with_index {
            gauge("index_contacts", "Contacts that the index shows", &it.contacts);
            let help = "Changes that the index does not show; NaN where they cannot be counted";
            registry.register("index_lag_changes", help, it.lag_changes.clone());
            let help = "1 for what the index does at the moment, 0 for what it does not";
            registry.register("index_state", help, it.index.clone());
            let help = "Contacts of an index that is being built: read, and in all";
            registry.register("index_built_contacts", help, it.built.clone());
            let help = "Seconds since the oldest change that the index does not show";
            registry.register("index_lag_seconds", help, it.lag_seconds.clone());
        }
        let help = "Connections to the database";
        registry.register("database_connections", help, it.connections.clone());
        let help = "Times that no connection came free in time";
        registry.register("database_timeouts", help, it.connection_timeouts.clone());
        registry.register("jobs", "Jobs by kind and state", it.jobs.clone());
        let help = "Seconds that the job that waits longest could have run";
        registry.register("jobs_oldest_wait_seconds", help, it.jobs_wait.clone());
        let build = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
        registry.register("build", "The version of the program", build);
        it
    }

    /// Reads everything anew, what costs the database something at most every [`FRESH`] seconds.
    pub(super) async fn take(&self, node: &Node) {
        self.pool(node.db.load());
        if let Some(bytes) = resident() {
            self.memory.set(bytes);
        }
        if let Some(followed) = &node.index {
            self.index(followed);
        }
        let now = node.sources.now();
        let mut asked = self.asked.lock().await;
        if asked.is_some_and(|before| now.seconds_since(before) < FRESH) {
            return;
        }
        let following = node.index.as_ref().map(|followed| *followed.progress.borrow());
        let position = following.map(|following| following.position);
        let position = position.filter(|position| *position >= 0);
        let told = node.db.read(move |c| {
            let lag = position.map(|position| outbox::lag(c, position, now)).transpose()?;
            Ok::<_, db::Error>((job::figures(c)?.kinds, lag))
        });
        let told = tokio::time::timeout(PATIENCE, told).await;
        *asked = Some(now);
        self.jobs.clear();
        self.jobs_wait.clear();
        let told = told.ok().and_then(Result::ok);
        self.database_up.set(i64::from(told.is_some()));
        let (queues, lag) = told.unwrap_or_default();
        self.queues(&queues);
        if let Some(following) = following {
            self.lag(lag, following.behind_seconds(now));
        }
    }

    fn index(&self, followed: &Followed) {
        self.contacts.set(signed(followed.index.contacts()));
        let state = followed.progress.borrow().state;
        let (done, total) = match state {
            search::State::Building { done, total } => (done, total),
            _ => (0, 0),
        };
        self.built.get_or_create(&State { state: "read" }).set(signed(done));
        self.built.get_or_create(&State { state: "all" }).set(signed(total));
        let is = match state {
            _ if followed.progress.has_changed().is_err() => "ended",
            search::State::Opening => "opening",
            search::State::Building { .. } => "building",
            search::State::Following => "following",
            search::State::Stalled => "stalled",
            search::State::Unavailable => "unavailable",
        };
        for state in ["opening", "building", "following", "stalled", "unavailable", "ended"] {
            self.index.get_or_create(&State { state }).set(i64::from(state == is));
        }
    }

    /// What the database told of the index, or how long the follower knows to be behind.
    fn lag(&self, told: Option<Lag>, behind_seconds: f64) {
        let (changes, seconds) = match told {
            Some(Lag { changes, seconds }) => {
                (f64::from(u32::try_from(changes).unwrap_or(u32::MAX)), seconds)
            }
            None => (f64::NAN, behind_seconds),
        };
        self.lag_changes.set(changes);
        self.lag_seconds.set(seconds);
    }

    fn pool(&self, load: Load) {
        let Load { most, open, idle, waiting, timeouts } = load;
        self.connections_most.set(i64::from(most));
        self.connections.get_or_create(&State { state: "idle" }).set(i64::from(idle));
        let used = State { state: "used" };
        self.connections.get_or_create(&used).set(i64::from(open.saturating_sub(idle)));
        self.connection_waits.set(signed(waiting));
        self.connection_timeouts.inc_by(timeouts.saturating_sub(self.connection_timeouts.get()));
    }

    fn queues(&self, queues: &[KindFigures]) {
        for KindFigures { kind, queued, running, failed, oldest_wait_seconds, .. } in queues {
            for (state, count) in [("queued", queued), ("running", running), ("failed", failed)] {
                let labels = Jobs { kind: kind.clone(), state };
                self.jobs.get_or_create(&labels).set(signed(*count));
            }
            let labels = Waiting { kind: kind.clone() };
            self.jobs_wait
                .get_or_create(&labels)
                .set(oldest_wait_seconds.unwrap_or_default().max(0.0));
        }
    }
}

fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Memory of this process in bytes, where the system has `/proc`.
fn resident() -> Option<i64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: i64 = line.trim().trim_end_matches(" kB").trim().parse().ok()?;
    Some(kibibytes * 1024)
}
