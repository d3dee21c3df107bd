use domain::contact::Contact;
use domain::saved_search::SavedSearch;
use domain::search::SearchQuery;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::AbortController;

use crate::api::{contacts, saved_searches};
use crate::session::Session;

/// Contacts that are offered.
const CONTACTS: usize = 6;
/// Letters from which on contacts are looked for.
const LETTERS: usize = 2;

/// What the server knows of what is typed into the palette; copies share it.
#[derive(Clone, Copy)]
pub(super) struct Finds {
    /// Those who meet what is typed.
    pub(super) contacts: RwSignal<Vec<Contact>>,
    /// All of them.
    pub(super) saved: RwSignal<Vec<SavedSearch>>,
}

impl Finds {
    /// Follows what is typed. Without an answer there is nothing to offer; the rest stays.
    pub(super) fn start(session: Session, text: RwSignal<String>) -> Self {
        let finds = Self { contacts: RwSignal::new(Vec::new()), saved: RwSignal::new(Vec::new()) };
        let client = session.client();
        if untrack(move || session.at_work()).is_none() {
            return finds;
        }
        spawn_local(async move {
            if let Ok(answer) = saved_searches::list(client).await {
                finds.saved.try_set(answer.saved_searches);
            }
        });
        let abort = StoredValue::new_local(None::<AbortController>);
        Effect::new(move |_| {
            let typed = domain::value::line(&text.get());
            if let Some(earlier) = abort.get_value() {
                earlier.abort();
            }
            if typed.chars().count() < LETTERS {
                finds.contacts.set(Vec::new());
                return;
            }
            let controller = AbortController::new().ok();
            let signal = controller.as_ref().map(AbortController::signal);
            abort.set_value(controller);
            spawn_local(async move {
                let query = SearchQuery {
                    text: typed,
                    limit: CONTACTS,
                    facets: false,
                    ..SearchQuery::default()
                };
                if let Ok(answer) = contacts::search(client, &query, signal).await {
                    let found = answer.hits.into_iter().map(|hit| hit.contact).collect();
                    finds.contacts.try_set(found);
                }
            });
        });
        finds
    }
}
