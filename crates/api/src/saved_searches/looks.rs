//! Results that were shown a moment ago, so that to note that they were seen takes no second search.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use db::Scope;
use domain::saved_search::{SavedSearch, Seen};
use domain::{OrganizationId, SavedSearchId, Timestamp, UserId};

/// Looks that are kept: at 100 KB each, some megabytes at most.
const MOST: usize = 64;
/// Seconds for which one is kept: a page notes that it was seen at once.
const KEPT_SECONDS: i64 = 60;

type Whose = (OrganizationId, UserId, SavedSearchId);

/// What this process showed of saved searches. Another node that is asked to note it looks itself.
#[derive(Default)]
pub(crate) struct Looks(Mutex<HashMap<Whose, (String, Seen)>>);

impl Looks {
    /// Keeps what a person was shown.
    pub(super) fn keep(&self, scope: &Scope, search: &SavedSearch, seen: Seen) {
        let mut looks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let oldest = looks.iter().min_by_key(|(_, (_, seen))| seen.at).map(|(whose, _)| *whose);
        if looks.len() >= MOST
            && let Some(oldest) = oldest
        {
            looks.remove(&oldest);
        }
        looks.insert(whose(scope, search), (search.query.clone(), seen));
    }

    /// Takes what the person was shown, if it was a moment ago and by the query that there is now.
    pub(super) fn take(&self, scope: &Scope, search: &SavedSearch, now: Timestamp) -> Option<Seen> {
        let mut looks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        looks.retain(|_, (_, seen)| seen.at.plus_seconds(KEPT_SECONDS) > now);
        let (query, seen) = looks.remove(&whose(scope, search))?;
        (query == search.query).then_some(seen)
    }
}

fn whose(scope: &Scope, search: &SavedSearch) -> Whose {
    (scope.organization(), scope.user(), search.id)
}
