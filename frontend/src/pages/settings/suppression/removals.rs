//! Entries on their way out: the row goes at once, the request follows some seconds later, or when the
//! page is left.

use std::time::Duration;

use domain::SuppressionId;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Page;
use crate::api::suppressions;
use crate::ui::{Toast, Toasts};

/// How long a removal can be undone.
const UNDO: Duration = Duration::from_secs(6);

/// Removals of this page. What waits outlives the page, so it is counted by references.
#[derive(Clone)]
pub(super) struct Removals {
    page: Page,
    toasts: Toasts,
    waiting: ArcRwSignal<Vec<SuppressionId>>,
    gone: ArcRwSignal<Vec<SuppressionId>>,
}

impl Removals {
    /// None yet.
    pub(super) fn start(page: Page) -> Self {
        let (waiting, gone) = (ArcRwSignal::new(Vec::new()), ArcRwSignal::new(Vec::new()));
        let removals = Self { page, toasts: Toasts::of_page(), waiting, gone };
        let (leaving, ending) = (removals.clone(), removals.clone());
        let listener = window_event_listener_untyped("pagehide", move |_| leaving.flush());
        on_cleanup(move || {
            listener.remove();
            ending.flush();
        });
        removals
    }

    /// Whether an entry must not be shown.
    pub(super) fn hides(&self, id: SuppressionId) -> bool {
        self.waiting.with(|ids| ids.contains(&id)) || self.gone.with(|ids| ids.contains(&id))
    }

    /// Hides an entry, and removes it when nobody objects.
    pub(super) fn remove(&self, id: SuppressionId) {
        self.waiting.update(|waiting| waiting.push(id));
        let waiting = self.waiting.clone();
        let undo = move || waiting.update(|waiting| waiting.retain(|known| *known != id));
        let toast = Toast::done("The entry is off the list.");
        self.toasts.show(toast.with_action("Undo", UNDO, undo));
        let removals = self.clone();
        set_timeout(move || removals.send(id), UNDO);
    }

    fn flush(&self) {
        for id in self.waiting.get_untracked() {
            self.send(id);
        }
    }

    fn send(&self, id: SuppressionId) {
        if !self.waiting.with_untracked(|waiting| waiting.contains(&id)) {
            return;
        }
        self.gone.update(|gone| gone.push(id));
        self.waiting.update(|waiting| waiting.retain(|known| *known != id));
        let (removals, client) = (self.clone(), self.page.session.client());
        spawn_local(async move {
            match suppressions::remove(client, id).await {
                Ok(()) => {
                    let less = |total: &mut Option<u64>| {
                        *total = total.map(|total| total.saturating_sub(1));
                    };
                    removals.page.total.try_update(less);
                }
                Err(error) => {
                    removals.gone.update(|gone| gone.retain(|known| *known != id));
                    let text = format!("The entry is still on the list. {error}");
                    removals.toasts.show(Toast::failed(text));
                }
            }
        });
    }
}
