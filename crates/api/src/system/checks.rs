//! Whether a process can serve, and why not.
//!
//! The search index is told, but decides nothing unless it is asked for: while it is missing or being built,
//! everything but search works, and a fleet whose nodes all rebuild must not vanish from its proxy.

use std::time::Duration;

use db::outbox::{self, Lag};
use db::system::{self, Schema};
use domain::Timestamp;
use search::State;
use serde::Serialize;

use super::node::{Followed, Node};

/// How long the database may take to answer.
const PATIENCE: Duration = Duration::from_secs(2);
/// Seconds for which what the database said is told again: anybody may ask, as often as they like.
const FRESH: f64 = 1.0;
/// Seconds from which an index is too far behind to be called ready.
const BEHIND: f64 = 30.0;

/// Whether requests can be served.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct Readiness {
    /// Whether every required check is ready.
    pub(crate) ready: bool,
    checks: Vec<Check>,
}

/// One thing that was looked at.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct Check {
    /// `process`, `database`, `schema` or `index`.
    #[schema(example = "database")]
    name: &'static str,
    ready: bool,
    /// Whether the process is not ready without it.
    required: bool,
    /// For people, without anything internal.
    message: String,
    /// Contacts that were read for an index that is being built, of about `total`.
    #[serde(skip_serializing_if = "Option::is_none")]
    done: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<u64>,
    /// Seconds since the oldest change that the index does not show yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    behind_seconds: Option<f64>,
}

impl Check {
    fn new(name: &'static str, ready: bool, message: impl Into<String>) -> Self {
        let message = message.into();
        let (done, total, behind_seconds) = (None, None, None);
        Self { name, ready, required: true, message, done, total, behind_seconds }
    }
}

/// What the database says of itself; none where it did not.
#[derive(Clone, Copy, Default)]
pub(super) struct Told {
    answers: bool,
    schema: Option<Schema>,
    lag: Option<Lag>,
}

/// Looks at everything. With `index` the index is required, too.
pub(super) async fn look(node: &Node, index: bool) -> Readiness {
    let position = node.index.as_ref().map(|followed| followed.progress.borrow().position);
    let told = told(node, position.filter(|position| *position >= 0)).await;
    let mut checks = vec![process(node), database(&told), schema(&told)];
    if let Some(followed) = &node.index {
        checks.push(Check { required: index, ..of_index(followed, &told, node.sources.now()) });
    }
    Readiness { ready: checks.iter().all(|check| check.ready || !check.required), checks }
}

/// Asks the database, or tells what it answered just now. Whoever comes meanwhile waits for the same answer.
async fn told(node: &Node, position: Option<i64>) -> Told {
    let mut last = node.told.lock().await;
    let fresh = |at: Timestamp| (0.0..FRESH).contains(&node.sources.now().seconds_since(at));
    if let Some((at, told)) = *last
        && fresh(at)
        // An index that follows by now has a position to ask about.
        && (told.lag.is_some() || position.is_none() || !told.answers)
    {
        return told;
    }
    let told = ask(node, position).await;
    *last = Some((node.sources.now(), told));
    told
}

async fn ask(node: &Node, position: Option<i64>) -> Told {
    let now = node.sources.now();
    let asked = node.db.read(move |c| {
        system::ping(c)?;
        let schema = system::schema(c).ok();
        let lag = position.and_then(|position| outbox::lag(c, position, now).ok());
        Ok::<_, db::Error>(Told { answers: true, schema, lag })
    });
    match tokio::time::timeout(PATIENCE, asked).await {
        Ok(Ok(told)) => told,
        Ok(Err(_)) | Err(_) => Told::default(),
    }
}

fn process(node: &Node) -> Check {
    let ending = node.is_ending();
    Check::new("process", !ending, if ending { "It is stopping." } else { "It serves." })
}

fn database(told: &Told) -> Check {
    let message = if told.answers { "It answers." } else { "It does not answer." };
    Check::new("database", told.answers, message)
}

/// A newer schema is no fault: while a new version is rolled out, the old one works on it.
fn schema(told: &Told) -> Check {
    let (ready, message) = match told.schema {
        Some(Schema { missing: 0, unknown: 0 }) => (true, "It is of this version.".to_owned()),
        Some(Schema { missing: 0, unknown }) => {
            (true, format!("It is newer than this version by {unknown} migrations."))
        }
        Some(Schema { missing, .. }) => {
            (false, format!("{missing} migrations are missing; run `server migrate`."))
        }
        None => (false, "It cannot be read.".to_owned()),
    };
    Check::new("schema", ready, message)
}

fn of_index(followed: &Followed, told: &Told, now: Timestamp) -> Check {
    if followed.progress.has_changed().is_err() {
        return Check::new("index", false, "It does not follow the database; restart the server.");
    }
    let following = *followed.progress.borrow();
    if following.state != State::Following {
        let check = Check::new("index", false, following.state.to_string());
        return match following.state {
            State::Building { done, total } => {
                Check { done: Some(done), total: Some(total), ..check }
            }
            State::Stalled => {
                Check { behind_seconds: Some(tenths(following.behind_seconds(now))), ..check }
            }
            _ => check,
        };
    }
    let Some(lag) = told.lag else {
        return Check::new("index", false, "How far it is behind cannot be told.");
    };
    let behind = tenths(lag.seconds);
    let message = match lag.changes {
        0 => "It shows everything.".to_owned(),
        changes => format!("It is {behind} seconds behind, with {changes} changes to come."),
    };
    Check { behind_seconds: Some(behind), ..Check::new("index", lag.seconds < BEHIND, message) }
}

fn tenths(seconds: f64) -> f64 {
    (seconds * 10.0).round() / 10.0
}
