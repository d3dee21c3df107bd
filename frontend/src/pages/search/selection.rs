use std::collections::BTreeSet;

use domain::partition::Layer;
use domain::{ContactId, search::SearchQuery};
use leptos::prelude::*;

use super::export::{ExportButton, What};
use super::finder::Finder;
use crate::format;
use crate::ui::{Button, Look};

/// The contacts that were picked, on whatever page of the list; copies share them.
#[derive(Clone, Copy)]
pub(super) struct Selection(RwSignal<BTreeSet<ContactId>>);

impl Selection {
    /// Nobody yet. What was picked in one layer is forgotten in the other: acts are on one of them.
    pub(super) fn start(query: RwSignal<SearchQuery>) -> Self {
        let selection = Self(RwSignal::new(BTreeSet::new()));
        let scope = Memo::new(move |_| query.with(|query| query.scope));
        Effect::new(move |before: Option<Layer>| {
            let now = scope.get();
            if before.is_some_and(|before| before != now) {
                selection.clear();
            }
            now
        });
        selection
    }

    /// Whether this one is picked.
    pub(super) fn has(self, id: ContactId) -> bool {
        self.0.with(|picked| picked.contains(&id))
    }

    /// Picks one, or lets it go.
    pub(super) fn toggle(self, id: ContactId) {
        self.0.update(|picked| {
            if !picked.remove(&id) {
                picked.insert(id);
            }
        });
    }

    /// Lets all go.
    pub(super) fn clear(self) {
        self.0.set(BTreeSet::new());
    }

    /// How many.
    pub(super) fn count(self) -> usize {
        self.0.with(BTreeSet::len)
    }

    /// Their ids.
    pub(super) fn ids(self) -> Vec<ContactId> {
        self.0.with(|picked| picked.iter().copied().collect())
    }
}

/// What can be done with the picked contacts, above the end of the list.
#[component]
pub(super) fn SelectionBar(finder: Finder) -> impl IntoView {
    let selection = finder.selection;
    let count = Memo::new(move |_| selection.count());
    let words = move || format!("{} selected", format::count(count.get() as u64));
    let in_workspace =
        Memo::new(move |_| finder.query.with(|query| query.scope == Layer::Workspace));
    view! {
        <Show when=move || count.get() != 0>
            <div class="selection-bar" role="group" aria-label="Selection">
                <strong role="status">{words}</strong>
                <Show when=move || in_workspace.get()>
                    <ExportButton finder first=What::Selection />
                </Show>
                <Button label="Clear" look=Look::Quiet on_press=move |()| selection.clear() />
            </div>
        </Show>
    }
}
