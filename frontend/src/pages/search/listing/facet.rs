use domain::list::List;
use domain::partition::Layer;
use domain::search::{Filter, FilterField};
use domain::value::fold;
use leptos::prelude::*;

use super::super::facets::{FacetLines, Line, SHORT};
use super::super::finder::Finder;
use crate::pages::lists::KnownLists;

const FIELD: FilterField = FilterField::List;

/// The filter by lists, which are found by their names.
#[component]
pub(in super::super) fn ListFacet(finder: Finder) -> impl IntoView {
    let known = KnownLists::of_page();
    let (whole, typed) = (RwSignal::new(false), RwSignal::new(String::new()));
    let lines = Memo::new(move |_| {
        let all = known.all.get().unwrap_or_default();
        finder.query.with(|query| {
            let filter = query.filters.iter().find(|filter| filter.field == FIELD);
            lines(&all, filter, &fold(&typed.get()))
        })
    });
    let is_used = move || typed.with(|typed| !typed.trim().is_empty());
    let more = move || if is_used() { 0 } else { lines.with(Vec::len).saturating_sub(SHORT) };
    let is_long =
        Memo::new(move |_| known.all.with(|all| all.as_ref().map_or(0, Vec::len)) > SHORT);
    let is_whole = Signal::derive(move || whole.get() || is_used());
    // The directory has none, but a filter that is in force can always be taken off.
    let is_here = move || {
        let has_any = !lines.with(Vec::is_empty) || is_used();
        let is_workspace = finder.query.with(|query| query.scope == Layer::Workspace);
        has_any
            && (is_workspace
                || lines.with(|all| all.iter().any(|one| one.included || one.excluded)))
    };
    view! {
        <Show when=is_here>
            <fieldset class="facet">
                <legend>{FIELD.label()}</legend>
                <Show when=move || is_long.get()>
                    <input
                        type="search"
                        class="control facet-find"
                        aria-label="Find in List"
                        placeholder="Find…"
                        autocomplete="off"
                        prop:value=typed
                        on:input=move |event| typed.set(event_target_value(&event))
                    />
                </Show>
                <Show when=move || lines.with(Vec::is_empty)>
                    <p class="facet-none">"No list is called so."</p>
                </Show>
                <FacetLines finder field=FIELD lines is_whole />
                <Show when=move || more() != 0>
                    <button
                        type="button"
                        class="facet-more"
                        aria-expanded=move || whole.get().to_string()
                        on:click=move |_| whole.update(|whole| *whole = !*whole)
                    >
                        {move || if whole.get() { "Show less".to_owned() } else { format!("Show {} more", more()) }}
                    </button>
                </Show>
            </fieldset>
        </Show>
    }
}

/// The chosen lists, then those of whose name a word begins as it was typed, folded.
fn lines(all: &[List], filter: Option<&Filter>, typed: &str) -> Vec<Line> {
    let (include, exclude) =
        filter.map_or((&[][..], &[][..]), |filter| (&filter.include, &filter.exclude));
    let chosen = include.iter().chain(exclude).map(|value| Line {
        value: value.clone(),
        count: None,
        included: include.contains(value),
        excluded: exclude.contains(value),
    });
    let mut lines: Vec<Line> = chosen.collect();
    for list in all {
        let value = list.id.to_string();
        let name = fold(&list.name);
        let begins = name.starts_with(typed) || name.contains(&format!(" {typed}"));
        if begins && !lines.iter().any(|line| line.value == value) {
            lines.push(Line { value, count: None, included: false, excluded: false });
        }
    }
    lines
}
