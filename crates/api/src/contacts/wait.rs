use std::time::Duration;

use db::Conn;
use domain::Layer;
use search::{Following, State};
use tokio::time::{Instant, timeout_at};

use crate::App;
use crate::access::Access;
use crate::http::{Answer, Refusal};

/// How long a search waits for the index to show what was written before it.
const PATIENCE: Duration = Duration::from_secs(3);
/// How long whoever takes all that a search finds waits for it.
const LONG_PATIENCE: Duration = Duration::from_secs(30);
/// How long until the follower is asked again to look for what another node wrote.
const ASK_AGAIN: Duration = Duration::from_millis(20);
/// Contacts that are put into an index well within [`PATIENCE`].
const SOON: u64 = 10_000;

/// Reads in one transaction, when the index shows all that was settled before this request. As a rule it does
/// already, which the same transaction finds out.
///
/// # Errors
/// Unavailable while there is no index to search in.
pub(super) async fn read_own_writes<P, T: Send + 'static>(
    app: &App,
    access: &Access<P>,
    layer: Layer,
    read: impl FnOnce(&mut Conn) -> Answer<T> + Clone + Send + 'static,
) -> Answer<T> {
    let (scope, progress, first) = (access.scope, app.progress.clone(), read.clone());
    let seen = app.db.read_as(&scope, move |c| {
        let awaited = db::outbox::awaited(c, &scope, layer)?;
        let following = *progress.borrow();
        let shows = following.answers() && !may_come(&following, awaited);
        if shows { first(c).map(Some) } else { Ok(None) }
    });
    if let Some(read) = seen.await? {
        return Ok(read);
    }
    wait_for_own_writes(app, access, layer).await?;
    app.db.read_as(&scope, read).await
}

/// Waits until the index shows all that was settled before this request; a search beside a
/// long import does not wait for its chunks.
///
/// # Errors
/// Unavailable while there is no index to search in.
pub(crate) async fn wait_for_own_writes<P>(
    app: &App,
    access: &Access<P>,
    layer: Layer,
) -> Answer<()> {
    // An answer that is a moment old is better than none.
    wait(app, access, layer, PATIENCE).await.map(drop)
}

/// As [`wait_for_own_writes`], but longer, and without an answer that is old: what leaves is more than
/// looked at.
///
/// # Errors
/// Unavailable, also where the index does not show all yet.
pub(crate) async fn wait_for_all_own_writes<P>(
    app: &App,
    access: &Access<P>,
    layer: Layer,
) -> Answer<()> {
    if wait(app, access, layer, LONG_PATIENCE).await? {
        return Ok(());
    }
    let detail = "The search does not show all of your last changes yet. Try again in a minute.";
    Err(Refusal::unavailable(detail, &"the index is behind"))
}

/// Waits for so long; answers whether the index shows all.
async fn wait<P>(app: &App, access: &Access<P>, layer: Layer, patience: Duration) -> Answer<bool> {
    let scope = access.scope;
    let awaited = app.db.read_as(&scope, move |c| db::outbox::awaited(c, &scope, layer)).await?;
    let mut progress = app.progress.clone();
    let patience = Instant::now() + patience;
    while Instant::now() < patience && may_come(&progress.borrow(), awaited) {
        // What another node wrote rings no bell here.
        app.db.bell().ring_for_search();
        let turn = patience.min(Instant::now() + ASK_AGAIN);
        let over = progress.wait_for(|following| !may_come(following, awaited));
        if let Ok(Err(_)) = timeout_at(turn, over).await {
            break;
        }
    }
    // An index that is still being built would answer "nobody".
    let following = *progress.borrow();
    if following.answers() {
        return Ok(following.position >= awaited);
    }
    let detail = format!("{} Everything else works meanwhile.", following.state);
    Err(Refusal::unavailable(&detail, &"the index is not ready"))
}

/// Whether it makes sense to wait for the index.
fn may_come(following: &Following, awaited: i64) -> bool {
    match following.state {
        State::Opening => true,
        State::Building { done, total } => total.saturating_sub(done) <= SOON,
        State::Following => following.position < awaited,
        State::Stalled | State::Unavailable => false,
    }
}
