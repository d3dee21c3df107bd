//! Being told what changes in a saved search: not at all, here, or by mail.

use domain::saved_search::{Notify, SavedSearch, SavedSearchPatch};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use super::shelf::Shelf;
use crate::ui::{Button, Dialog, Look, Shape};

/// Choices, with the words for them.
pub(super) const CHOICES: [(Notify, &str); 3] = [
    (Notify::None, "Tell me nothing"),
    (Notify::App, "Tell me here"),
    (Notify::Mail, "Tell me by mail"),
];

/// The choice for the open search.
#[component]
pub(super) fn FollowChoice(shelf: Shelf, search: SavedSearch) -> impl IntoView {
    let (id, name, now) = (search.id, search.name, search.notify);
    let option = move |(notify, words): (Notify, &'static str)| {
        view! { <option value=notify.as_str() prop:selected=notify == now>{words}</option> }
    };
    let choose = move |event| {
        let notify = Notify::from_word(&event_target_value(&event));
        shelf.change(id, SavedSearchPatch { notify, ..SavedSearchPatch::default() });
    };
    view! {
        <select
            class="control follow"
            name="notify"
            aria-label=format!("Tell me about changes in {name}")
            on:change=choose
        >
            {CHOICES.map(option).collect_view()}
        </select>
    }
}

/// A mail's link to stop its mails leads here, and asks first: whoever is signed in might not be who
/// got it.
#[component]
pub(in super::super) fn StopMails(shelf: Shelf) -> impl IntoView {
    let search = use_location().search;
    let asks = move || {
        let has = |search: &String| {
            search.trim_start_matches('?').split('&').any(|pair| pair == "notify=none")
        };
        search.with(has)
    };
    // The address soon says what the search asks, and no more what the mail did.
    let is_asked = RwSignal::new(false);
    Effect::new(move |_| {
        if asks() {
            is_asked.set(true);
        }
    });
    let opened = Memo::new(move |_| shelf.opened().filter(|_| is_asked.get()));
    let navigate = StoredValue::new_local(use_navigate());
    let close = Callback::new(move |()| {
        is_asked.set(false);
        let path = untrack(move || shelf.finder.place()).to_path();
        let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
        navigate.with_value(|go| go(&path, options));
    });
    let stop = move |()| {
        if let Some(search) = opened.get_untracked() {
            let notify = Some(Notify::None);
            shelf.change(search.id, SavedSearchPatch { notify, ..SavedSearchPatch::default() });
        }
        close.run(());
    };
    let title = "No more notices of this search?";
    view! {
        <Dialog
            open=Signal::derive(move || opened.with(Option::is_some))
            on_close=close
            label=title.to_owned()
            shape=Shape::Box
        >
            <div class="confirm">
                <h2>{title}</h2>
                <div class="confirm-text">
                    <p>
                        "You are told no more what changes in "
                        <strong>{move || opened.get().map(|search| search.name)}</strong>
                        ", neither by mail nor here."
                    </p>
                </div>
                <div class="actions">
                    <Button label="Tell me nothing" look=Look::Primary on_press=stop />
                    <Button label="Go on as now" on_press=close />
                </div>
            </div>
        </Dialog>
    }
}
