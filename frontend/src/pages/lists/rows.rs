use domain::list::List;
use domain::value::fold;
use leptos::prelude::*;

use super::counts::LiveCounts;
use super::{Form, KnownLists};
use crate::format;
use crate::pages::trouble::Trouble;
use crate::router::{Place, paths};
use crate::ui::{Badge, Empty, Glyph, Icon, IconButton, Skeleton, Tone};

/// Lists from which on one looks for a name.
const MANY: usize = 12;
/// Rows that are shown at once, at most; the others are found by their names.
const SHOWN: usize = 100;

/// All lists, or what stands for none.
#[component]
pub(super) fn Rows(known: KnownLists, form: RwSignal<Option<Form>>) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let counts = LiveCounts::new();
    let shown = Memo::new(move |_| {
        let like = fold(&typed.get());
        let has = |list: &&List| fold(&list.name).contains(&like);
        known.all.with(|all| {
            all.as_ref().map(|all| all.iter().filter(has).take(SHOWN).cloned().collect::<Vec<_>>())
        })
    });
    Effect::new(move |_| shown.with(|shown| counts.count(shown.as_deref().unwrap_or_default())));
    let is_many = move || known.all.with(|all| all.as_ref().map_or(0, Vec::len) >= MANY);
    let body = move || match shown.get() {
        None if known.error.with(Option::is_some) => ().into_any(),
        None => view! { <Skeleton lines=5 /> }.into_any(),
        Some(lists) if lists.is_empty() && typed.with(String::is_empty) => none(),
        Some(lists) if lists.is_empty() => {
            view! { <p role="status">"No list is called so."</p> }.into_any()
        }
        Some(lists) => {
            let rows = lists.into_iter().map(|list| row(known, counts, form, list));
            view! { <ul class="history" aria-label="Lists">{rows.collect_view()}</ul> }.into_any()
        }
    };
    view! {
        {move || known.error.get().map(|error| view! { <Trouble error on_retry=move |()| known.load() /> })}
        <Show when=is_many>
            <input
                type="search"
                class="control"
                aria-label="Find a list"
                placeholder="Find a list…"
                autocomplete="off"
                prop:value=typed
                on:input=move |event| typed.set(event_target_value(&event))
            />
        </Show>
        {body}
    }
}

fn none() -> AnyView {
    view! {
        <Empty
            glyph=Glyph::List
            title="No lists yet"
            text="Search for people, select them, and press “Add to list”. Or keep a whole search as a live list, from “Saved”: whoever it finds is in it."
        >
            <a class="button primary" href=paths::SEARCH>"Search contacts"</a>
        </Empty>
    }
    .into_any()
}

fn row(
    known: KnownLists,
    counts: LiveCounts,
    form: RwSignal<Option<Form>>,
    list: List,
) -> impl IntoView {
    let name = list.name.clone();
    let maker = list.owner.name.clone().unwrap_or_else(|| "somebody who left".to_owned());
    let how = if list.query.is_some() { "Whoever its search finds" } else { "Filled by hand" };
    let live = list.query.as_ref().map(|_| view! { <Badge text="Live" tone=Tone::Accent /> });
    let glyph = if list.query.is_some() { Glyph::Search } else { Glyph::List };
    let path = Place::of_list(list.id).to_path();
    let (counted, renamed, deleted) = (list.clone(), list.id, list.clone());
    let count = move || counts.of(&counted).map(|count| format::counted(count, "contact"));
    let look = list.query.as_deref().map(|query| {
        let path = Place::from_search(query).to_path();
        let label = format!("The search of {name}");
        view! {
            <a class="button quiet only-icon" href=path aria-label=label.clone() title=label><Icon glyph=Glyph::Filter /></a>
        }
    });
    let changes = known.may_change().then(|| {
        let (rename, delete) = (format!("Rename {name}"), format!("Delete {name}"));
        let rename_it = move |()| form.set(Some(Form::Of(renamed)));
        view! {
            <IconButton label=rename glyph=Glyph::Pencil on_press=rename_it />
            <IconButton label=delete glyph=Glyph::Trash on_press=move |()| known.delete(&deleted) />
        }
    });
    view! {
        <li class="list-row">
            <a class="history-row" href=path>
                <span class="history-mark"><Icon glyph /></span>
                <span class="lines">
                    <span class="first">{name.clone()} " " {live}</span>
                    <span class="second">{format!("{how} · made by {maker}")}</span>
                </span>
                <span class="list-count">{count}</span>
            </a>
            {look}
            {changes}
        </li>
    }
}
