use domain::search::{FacetCount, FilterField};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::AbortController;

use super::finder::Finder;
use crate::api::contacts;
use crate::session::Session;

/// What is looked for among the values of one facet, and what was found; copies share it.
#[derive(Clone, Copy)]
pub(super) struct FacetFinder {
    field: FilterField,
    pub(super) typed: RwSignal<String>,
    /// None while nothing is typed, or its answer is on its way.
    pub(super) found: RwSignal<Option<Vec<FacetCount>>>,
}

impl FacetFinder {
    /// Looks for nothing yet; follows what is typed, and the search.
    pub(super) fn start(finder: Finder, field: FilterField) -> Self {
        let (typed, found) = (RwSignal::new(String::new()), RwSignal::new(None));
        let client = Session::of_page().client();
        let abort = StoredValue::new_local(None::<AbortController>);
        Effect::new(move |_| {
            let like = typed.get();
            if let Some(earlier) = abort.get_value() {
                earlier.abort();
            }
            if like.trim().is_empty() {
                found.set(None);
                return;
            }
            let query = finder.query.get();
            let controller = AbortController::new().ok();
            let signal = controller.as_ref().map(AbortController::signal);
            abort.set_value(controller);
            spawn_local(async move {
                // Without an answer the facet stays as it is.
                let answer = contacts::facet_values(client, &query, (field, like.clone()), signal);
                if let Ok(answer) = answer.await
                    && typed.try_with_untracked(|now| *now == like) == Some(true)
                {
                    found.set(Some(answer.values));
                }
            });
        });
        Self { field, typed, found }
    }

    /// Whether somebody looks for something.
    pub(super) fn is_used(self) -> bool {
        self.typed.with(|typed| !typed.trim().is_empty())
    }
}

/// The field in which a value of a long facet is looked for.
#[component]
pub(super) fn FacetBox(values: FacetFinder) -> impl IntoView {
    let name = format!("Find in {}", values.field.label());
    view! {
        <input
            type="search"
            class="control facet-find"
            aria-label=name
            placeholder="Find…"
            autocomplete="off"
            prop:value=values.typed
            on:input=move |event| values.typed.set(event_target_value(&event))
        />
    }
}
