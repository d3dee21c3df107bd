use std::time::Duration;

use domain::ListId;
use domain::access::Permission;
use domain::list::List;
use domain::value::fold;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{Error, lists};
use crate::session::Session;
use crate::ui::{Toast, Toasts};

/// How long a deletion can be undone from its message.
const UNDO: Duration = Duration::from_secs(8);

/// The lists of the organization. Addresses and filters have their ids, people read their names; copies
/// share them.
#[derive(Clone, Copy)]
pub(crate) struct KnownLists {
    pub(crate) session: Session,
    pub(crate) toasts: Toasts,
    /// By name; none until the answer is there.
    pub(crate) all: RwSignal<Option<Vec<List>>>,
    pub(super) error: RwSignal<Option<Error>>,
}

impl KnownLists {
    /// Asks for them, and again in each organization that the person goes to.
    pub(crate) fn start(session: Session, toasts: Toasts) -> Self {
        let (all, error) = (RwSignal::new(None), RwSignal::new(None));
        let known = Self { session, toasts, all, error };
        let place =
            Memo::new(move |_| session.at_work().filter(|_| session.allows(Permission::ListsRead)));
        Effect::new(move |_| {
            let place = place.get();
            all.set(None);
            if place.is_some() {
                known.load();
            }
        });
        known
    }

    /// Those that the application was started with.
    pub(crate) fn of_page() -> Self {
        expect_context()
    }

    /// Asks again; what is there stays until the answer comes.
    pub(crate) fn load(self) {
        let place = untrack(move || self.session.at_work());
        if place.is_none() || !untrack(move || self.session.allows(Permission::ListsRead)) {
            return;
        }
        spawn_local(async move {
            let answer = lists::list(self.session.client()).await;
            if untrack(move || self.session.at_work()) != place {
                return;
            }
            match answer {
                Ok(answer) => {
                    self.all.set(Some(answer.lists));
                    self.error.set(None);
                }
                Err(error) => self.error.set(Some(error)),
            }
        });
    }

    /// One by the text of its id.
    pub(crate) fn find(self, id: &str) -> Option<List> {
        let id: ListId = id.parse().ok()?;
        self.all.with(|all| all.as_ref()?.iter().find(|list| list.id == id).cloned())
    }

    /// The name of one, by the text of its id.
    pub(crate) fn name(self, id: &str) -> String {
        match self.find(id) {
            Some(list) => list.name,
            None if self.all.with(Option::is_none) => "…".to_owned(),
            None => "a deleted list".to_owned(),
        }
    }

    /// Those that people fill.
    pub(crate) fn filled(self) -> Vec<List> {
        let is_filled = |list: &&List| list.query.is_none();
        self.all.with(|all| all.iter().flatten().filter(is_filled).cloned().collect())
    }

    /// Those whom a search fills.
    pub(crate) fn live(self) -> Vec<List> {
        let is_live = |list: &&List| list.query.is_some();
        self.all.with(|all| all.iter().flatten().filter(is_live).cloned().collect())
    }

    /// Whether the person may change them.
    pub(crate) fn may_change(self) -> bool {
        self.session.allows(Permission::ListsWrite)
    }

    /// Puts a new or changed one into its place.
    pub(crate) fn take(self, list: List) {
        self.all.update(|all| {
            let all = all.get_or_insert_default();
            all.retain(|known| known.id != list.id);
            all.push(list);
            all.sort_by_cached_key(|list| (fold(&list.name), list.id));
        });
    }

    /// Deletes one, with a way back.
    pub(crate) fn delete(self, list: &List) {
        let (id, name) = (list.id, list.name.clone());
        spawn_local(async move {
            if let Err(error) = lists::delete(self.session.client(), id).await {
                return self.complain("The list was not deleted.", &error);
            }
            self.all.update(|all| all.iter_mut().for_each(|all| all.retain(|one| one.id != id)));
            let undo = move || self.restore(id);
            let toast = Toast::done(format!("Deleted {name}")).with_action("Undo", UNDO, undo);
            self.toasts.show(toast);
        });
    }

    fn restore(self, id: ListId) {
        spawn_local(async move {
            match lists::restore(self.session.client(), id).await {
                Ok(list) => self.take(list),
                Err(error) => self.complain("The list stays deleted.", &error),
            }
        });
    }

    /// Says that something was not done, and why: the first wrong field says more than the whole.
    pub(crate) fn complain(self, what: &str, error: &Error) {
        let fields = error.fields();
        let why = fields.first().map_or_else(|| error.to_string(), |field| field.message.clone());
        self.toasts.show(Toast::failed(format!("{what} {why}")));
    }
}
