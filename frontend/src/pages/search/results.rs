use std::time::Duration;

use domain::ContactId;
use domain::partition::Layer;
use domain::search::{FilterField, SearchQuery};
use leptos::prelude::*;

use super::finder::Finder;
use super::layout::Layout;
use super::missing::Missing;
use super::row;
use super::search_box::{BOX, focus};
use super::selection_bar::{ListHead, SelectionBar};
use crate::pages::commands::Command;
use crate::pages::lists::KnownLists;
use crate::pages::trouble::Trouble;
use crate::router::paths;
use crate::ui::{Button, Empty, Glyph, Look, RowKeys, Timer, Toasts, VirtualRows};

/// The grid's id, to lead the focus to it.
pub(super) const GRID: &str = "results";
/// Pixels below which a list is narrow; the style sheet has the same figure.
const NARROW: f64 = 640.0;
/// How long an answer may take before the list shows that it is not the one to what was asked.
const SLOW: Duration = Duration::from_millis(120);

/// The list, or what stands in its place.
#[component]
pub(super) fn Results(finder: Finder, on_open: Callback<ContactId>) -> impl IntoView {
    let rows = Signal::derive(move || {
        let waiting = finder.summary.with(Option::is_none);
        if waiting { 12 } else { finder.hits.with(super::hits::Hits::rows) }
    });
    let total = Signal::derive(move || finder.total());
    let toasts = Toasts::of_page();
    let open = move |row: usize| {
        if let Some(hit) = untrack(move || finder.hit(row)) {
            on_open.run(hit.contact.id);
        }
    };
    let picked =
        move |row: usize| finder.hit(row).is_some_and(|hit| finder.selection.has(hit.contact.id));
    let leave = move |()| {
        if untrack(move || finder.selection.count(finder.total())) == 0 {
            focus(BOX);
        } else {
            finder.selection.clear();
        }
    };
    let keys = RowKeys {
        picked: Callback::new(picked),
        on_open: Callback::new(open),
        on_pick: Callback::new(move |row| finder.pick(row)),
        on_pick_to: Callback::new(move |(from, to)| finder.pick_to(from, to, toasts)),
        on_pick_all: Callback::new(move |()| finder.selection.pick_all()),
        on_leave: Callback::new(leave),
    };
    let list = move || {
        view! {
            <VirtualRows
                label="Contacts"
                id=GRID
                rows
                announced=total
                heights=Signal::derive(move || finder.layout.with(Layout::heights))
                narrow=NARROW
                active=finder.active
                cells=row::cells
                seen=finder.seen
                on_window=move |view| finder.show(view)
                keys
            />
        }
    };
    let nothing = Memo::new(move |_| rows.get() == 0);
    let error = move || {
        finder.error.get().map(|error| {
            view! { <Trouble error on_retry=move |()| finder.search() /> }
        })
    };
    view! {
        {error}
        <div
            class="results"
            class:compact=move || finder.layout.with(|layout| layout.is_compact)
            class:slow=is_slow(finder)
            class:first-search=move || finder.summary.with(Option::is_none)
            style=("--columns", move || finder.layout.with(Layout::template))
            aria-busy=move || finder.is_searching.get().to_string()>
            {move || if nothing.get() { nothing_found(finder) } else { view! { <ListHead finder />{list()} }.into_any() }}
            <SelectionBar finder />
        </div>
    }
}

/// Whether an answer takes so long that it is worth a sign. Most come before: a list that fades with every key would be
/// painted anew each time.
fn is_slow(finder: Finder) -> ReadSignal<bool> {
    let (slow, set_slow) = signal(false);
    let timer = Timer::new();
    Effect::new(move |_| {
        let is_searching = finder.is_searching.get();
        timer.stop();
        if is_searching {
            timer.start(SLOW, move || {
                set_slow.try_set(true);
            });
        } else if slow.get_untracked() {
            set_slow.set(false);
        }
    });
    slow
}

fn nothing_found(finder: Finder) -> AnyView {
    let query = finder.query.get_untracked();
    if query.text.is_empty() && query.filters.is_empty() && query.scope == Layer::Workspace {
        return view! {
            <Empty
                glyph=Glyph::User
                title="Your workspace is empty"
                text="Bring your contacts in from a file, or look around in the directory."
            >
                <a class="button primary" href=paths::IMPORTS>"Upload a file"</a>
                <Button
                    label="Browse the directory"
                    on_press=move |()| finder.query.update(|query| query.scope = Layer::Directory)
                />
            </Empty>
        }
        .into_any();
    }
    if let Some(name) = empty_list(&query) {
        return view! {
            <Empty
                glyph=Glyph::List
                title=format!("Nobody is in {name} yet")
                text="Search for people, select them, and press “Add to list”."
            >
                <Button
                    label="Search all contacts"
                    look=Look::Primary
                    on_press=move |()| finder.query.update(|query| query.filters.clear())
                />
            </Empty>
        }
        .into_any();
    }
    let filtered = !query.filters.is_empty();
    let missing = Missing::of_page();
    view! {
        <Empty
            glyph=Glyph::Search
            title="Nothing found"
            text="Try fewer words, or another spelling; one slip a word is forgiven already."
        >
            <Show when=move || filtered>
                <Button label="Remove the filters" on_press=move |()| finder.clear_filters() />
            </Show>
            {other_scope(finder, query.scope)}
            <Button label=Command::WhyMissing.label().to_owned() glyph=Glyph::Help on_press=move |()| missing.ask() />
        </Empty>
    }
    .into_any()
}

/// The name of the list that people fill if the search asks for nothing but it.
fn empty_list(query: &SearchQuery) -> Option<String> {
    let [filter] = query.filters.as_slice() else { return None };
    let [id] = filter.include.as_slice() else { return None };
    let asks_else = !query.text.is_empty() || !filter.exclude.is_empty();
    if asks_else || filter.field != FilterField::List {
        return None;
    }
    let list = KnownLists::of_page().find(id).filter(|list| list.query.is_none())?;
    Some(list.name)
}

fn other_scope(finder: Finder, scope: Layer) -> impl IntoView {
    let (label, other) = match scope {
        Layer::Workspace => ("Look in the directory", Layer::Directory),
        Layer::Directory => ("Look in your workspace", Layer::Workspace),
    };
    let look = move |()| finder.query.update(|query| query.scope = other);
    view! { <Button label on_press=look /> }
}
