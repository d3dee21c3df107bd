use domain::access::Permission;
use domain::saved_search::{SavedSearch, SavedSearchPatch, Visibility};
use leptos::prelude::*;

use super::super::listing::ListActs;
use super::shelf::{Form, Shelf};
use crate::ui::{Button, Glyph, IconButton, Popover, close_menu};

/// The popover's id.
pub(super) const MENU: &str = "saved-searches";

/// Opens, pins, changes and deletes saved searches, and keeps the one of the page.
#[component]
pub(in super::super) fn SavedMenu(shelf: Shelf) -> impl IntoView {
    let rows = move || {
        let all = shelf.all.get();
        if all.is_empty() {
            return view! { <p class="none">"None yet. Keep a search to come back to it, and to see what is new in it."</p> }
                .into_any();
        }
        let rows = all.into_iter().map(|search| row(shelf, search)).collect_view();
        view! { <ul class="saved" aria-label="Saved searches">{rows}</ul> }.into_any()
    };
    let lists = ListActs::of_page();
    let keep = move |()| {
        close_menu(MENU);
        lists.keep();
    };
    let replace = move |()| {
        close_menu(MENU);
        lists.ask_replacement();
    };
    let save = move |()| {
        close_menu(MENU);
        shelf.form.set(Some(Form::New));
    };
    view! {
        <Popover id=MENU label="Saved searches" glyph=Glyph::Star text=Signal::derive(|| "Saved".to_owned())>
            {rows}
            <Show when=move || shelf.session.allows(Permission::ListsWrite)>
                <Button label="Save this search" glyph=Glyph::Plus on_press=save />
            </Show>
            <Show when=move || lists.can_keep()>
                <Button label="Save as a live list" glyph=Glyph::List on_press=keep />
            </Show>
            <Show when=move || lists.can_replace()>
                <Button label="Give it to a live list" glyph=Glyph::List on_press=replace />
            </Show>
        </Popover>
    }
}

fn row(shelf: Shelf, search: SavedSearch) -> impl IntoView {
    let (id, name, is_pinned) = (search.id, search.name.clone(), search.is_pinned);
    let whose = whose(shelf, &search);
    let to_open = search.clone();
    let open = move |_| {
        close_menu(MENU);
        shelf.open(&to_open);
    };
    let pin = move |()| {
        let patch = SavedSearchPatch { is_pinned: Some(!is_pinned), ..SavedSearchPatch::default() };
        shelf.change(id, patch);
    };
    let edit = move |()| {
        close_menu(MENU);
        shelf.form.set(Some(Form::Of(id)));
    };
    let act = if is_pinned { "Unpin" } else { "Pin" };
    let changes = shelf.may_change(&search).then(|| {
        let change = format!("Change {name}");
        let delete = format!("Delete {name}");
        view! {
            <IconButton label=change glyph=Glyph::Pencil on_press=edit />
            <IconButton label=delete glyph=Glyph::Trash on_press=move |()| shelf.delete(&search) />
        }
    });
    view! {
        <li class:pinned=is_pinned>
            <button
                type="button"
                class="button quiet"
                aria-current=move || (shelf.finder.saved.get() == Some(id)).then_some("true")
                on:click=open
            >
                <span class="lines">
                    <span class="first">{name.clone()}</span>
                    <span class="second">{whose}</span>
                </span>
            </button>
            <Show when=move || shelf.session.allows(Permission::ListsWrite)>
                <IconButton label=format!("{act} {name}") glyph=Glyph::Pin on_press=pin />
            </Show>
            {changes}
        </li>
    }
}

fn whose(shelf: Shelf, search: &SavedSearch) -> String {
    let is_own = shelf.session.me_now().is_some_and(|me| me.user.id == search.owner.id);
    let whose = match (search.visibility, is_own, &search.owner.name) {
        (Visibility::Personal, ..) => "Personal".to_owned(),
        (Visibility::Shared, false, Some(name)) => format!("Shared by {name}"),
        (Visibility::Shared, ..) => "Shared".to_owned(),
    };
    if search.is_default { format!("{whose} · opens first") } else { whose }
}
