use std::collections::HashMap;

use domain::ListId;
use domain::access::Permission;
use domain::list::List;
use domain::search::{FilterField, SearchQuery};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::contacts;
use crate::session::Session;

/// How many contacts live lists have at this moment; copies share it.
#[derive(Clone, Copy)]
pub(super) struct LiveCounts {
    session: Session,
    counts: RwSignal<HashMap<ListId, u64>>,
    /// Rises with every counting; an earlier one ends.
    round: StoredValue<u32>,
}

impl LiveCounts {
    /// None is counted yet.
    pub(super) fn new() -> Self {
        Self {
            session: Session::of_page(),
            counts: RwSignal::new(HashMap::new()),
            round: StoredValue::new(0),
        }
    }

    /// Counts the live ones among these, one after the other: the server's turns are for everybody.
    pub(super) fn count(self, lists: &[List]) {
        if !untrack(move || self.session.allows(Permission::ContactsRead)) {
            return;
        }
        let round = self.round.get_value() + 1;
        self.round.set_value(round);
        let live = lists.iter().filter(|list| list.query.is_some()).map(|list| list.id);
        let live: Vec<ListId> = live.collect();
        spawn_local(async move {
            for id in live {
                let mut query = SearchQuery { limit: 1, facets: false, ..SearchQuery::default() };
                query.add(FilterField::List, &id.to_string());
                let answer = contacts::search(self.session.client(), &query, None).await;
                if self.round.try_get_value() != Some(round) {
                    return;
                }
                // Of a list whose search names another that is gone nobody knows.
                self.counts.update(|counts| match answer {
                    Ok(answer) => {
                        counts.insert(id, answer.total.value);
                    }
                    Err(_) => {
                        counts.remove(&id);
                    }
                });
            }
        });
    }

    /// How many there are in a list; none while it is not known.
    pub(super) fn of(self, list: &List) -> Option<u64> {
        list.contacts.or_else(|| self.counts.with(|counts| counts.get(&list.id).copied()))
    }
}
