use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use crate::outcome::Fault;

/// Upper bounds in seconds: from a mail to an import of a million rows.
const SECONDS: [f64; 10] = [0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 15.0, 60.0, 300.0, 1_800.0];

/// How the names of our own figures begin.
const PREFIX: &str = "contacts";

/// What a process counts of its jobs and its index. Clones count together.
#[derive(Debug, Clone)]
pub struct Figures {
    runs: Family<Run, Counter>,
    seconds: Family<Kind, Histogram, fn() -> Histogram>,
    batches: Counter,
    changes: Counter,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Run {
    kind: &'static str,
    outcome: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Kind {
    kind: &'static str,
}

impl Default for Figures {
    fn default() -> Self {
        Self {
            runs: Family::default(),
            seconds: Family::new_with_constructor(|| Histogram::new(SECONDS)),
            batches: Counter::default(),
            changes: Counter::default(),
        }
    }
}

impl Figures {
    /// Lets the figures of jobs be read.
    pub fn register_jobs(&self, registry: &mut Registry) {
        let registry = registry.sub_registry_with_prefix(PREFIX);
        registry.register("job_runs", "Runs of jobs by kind and outcome", self.runs.clone());
        registry.register("job_seconds", "Seconds that a run of a job took", self.seconds.clone());
    }

    /// Lets the figures of the index be read.
    pub fn register_index(&self, registry: &mut Registry) {
        let registry = registry.sub_registry_with_prefix(PREFIX);
        let help = "Batches of changes that the index has applied";
        registry.register("index_batches", help, self.batches.clone());
        let help = "Changes that the index has applied";
        registry.register("index_changes", help, self.changes.clone());
    }

    /// A job was run.
    pub(crate) fn ran(&self, kind: &'static str, outcome: &Result<(), Fault>, seconds: f64) {
        let outcome = match outcome {
            Ok(()) => "done",
            Err(
                Fault::Retry(_)
                | Fault::Outside(_)
                | Fault::Until(..)
                | Fault::Busy
                | Fault::Database(_),
            ) => "retry",
            Err(Fault::Turn) => "turn",
            Err(Fault::Fail(_)) => "failed",
            Err(Fault::Cancelled) => "cancelled",
            Err(Fault::Gone) => "gone",
            Err(Fault::Stopped) => "stopped",
        };
        self.runs.get_or_create(&Run { kind, outcome }).inc();
        self.seconds.get_or_create(&Kind { kind }).observe(seconds);
    }

    /// The index has applied so many changes in one commit.
    pub(crate) fn applied(&self, changes: usize) {
        self.batches.inc();
        self.changes.inc_by(u64::try_from(changes).unwrap_or_default());
    }
}
