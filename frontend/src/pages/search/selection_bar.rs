use leptos::prelude::*;

use super::export::{ExportButton, What};
use super::finder::Finder;
use super::listing::ListActs;
use super::push::PushButton;
use super::selection::is_of_workspace;
use crate::format;
use crate::pages::commands::{Command, Desk};
use crate::ui::{Button, Glyph, Look};

/// What can be done with the picked contacts, above the end of the list.
#[component]
pub(super) fn SelectionBar(finder: Finder) -> impl IntoView {
    let (selection, lists) = (finder.selection, ListActs::of_page());
    let results = Memo::new(move |_| finder.total());
    let count = Memo::new(move |_| selection.count(results.get()));
    let words = move || {
        let all = if selection.is_all() { "All " } else { "" };
        format!("{all}{} selected", format::count(count.get()))
    };
    let in_workspace = Memo::new(move |_| finder.query.with(is_of_workspace));
    let is_more = move || !selection.is_all() && results.get() > count.get();
    let all_of_them =
        Signal::derive(move || format!("Select all {} results", format::count(results.get())));
    let desk = Desk::of_page();
    let has_results = move || results.get() > 0 && !selection.is_all();
    desk.serve_while(Command::SelectAll, has_results, move |()| selection.pick_all());
    desk.serve_while(Command::ClearSelection, move || count.get() > 0, move |()| selection.clear());
    view! {
        <Show when=move || count.get() != 0>
            <div class="selection-bar" role="group" aria-label="Selection">
                <strong role="status">{words}</strong>
                <Show when=is_more>
                    <Button label=all_of_them look=Look::Quiet on_press=move |()| selection.pick_all() />
                </Show>
                <Show when=move || lists.can_add()>
                    <Button label="Add to list" glyph=Glyph::Plus on_press=move |()| lists.ask_addition() />
                    {move || lists.list_of_search().map(|list| view! {
                        <Button
                            label="Remove from this list"
                            describe=format!("Remove from this list, {}", list.name)
                            glyph=Glyph::Minus
                            on_press=move |()| lists.ask_removal()
                        />
                    })}
                </Show>
                <Show when=move || in_workspace.get() || selection.is_all()>
                    <ExportButton finder first=What::Selection />
                </Show>
                <Show when=move || in_workspace.get()>
                    <PushButton finder />
                </Show>
                <Button label="Clear" look=Look::Quiet on_press=move |()| selection.clear() />
            </div>
        </Show>
    }
}

/// The line above the list: the box that picks what is in view, and the names of the columns.
#[component]
pub(super) fn ListHead(finder: Finder) -> impl IntoView {
    let selection = finder.selection;
    let in_view = Memo::new(move |_| {
        let seen = finder.seen.get();
        finder.hits.with(|hits| hits.contacts(seen))
    });
    let picked =
        Memo::new(move |_| in_view.with(|ids| ids.iter().filter(|id| selection.has(**id)).count()));
    let is_whole = move || picked.get() != 0 && picked.get() == in_view.with(Vec::len);
    let is_part = move || picked.get() != 0 && picked.get() < in_view.with(Vec::len);
    let title = move |class: &'static str, words: &'static str| {
        view! { <span class=format!("cell {class}") aria-hidden="true">{words}</span> }
    };
    let titles = move || {
        finder.layout.with(|layout| {
            layout
                .columns
                .iter()
                .map(|column| title(column.as_str(), column.title()))
                .collect_view()
        })
    };
    view! {
        <div class="list-head">
            <div class="cell person">
                <label class="pick">
                    <input
                        type="checkbox"
                        aria-label="Select the contacts in view"
                        prop:checked=is_whole
                        prop:indeterminate=is_part
                        on:change=move |_| in_view.with_untracked(|ids| selection.toggle_all(ids))
                    />
                </label>
                <span aria-hidden="true">"Name"</span>
            </div>
            {titles}
        </div>
    }
}
