use std::time::Duration;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::desk::Desk;
use super::finds::Finds;
use super::help::KeyHelp;
use super::options::{Offers, Target};
use super::table::Command;
use crate::pages::lists::KnownLists;
use crate::pages::settings::page_links;
use crate::router::LastSearch;
use crate::session::Session;
use crate::ui::{Dialog, Glyph, Icon, Picker, Shape};

/// Everything that can be done and opened, by its name; Ctrl K opens it.
#[component]
pub(crate) fn Palette() -> impl IntoView {
    let open = RwSignal::new(false);
    let desk = Desk::of_page();
    desk.serve(Command::Palette, move |()| open.update(|open| *open = !*open));
    // It outlives the dialog, which is closed before the way is taken.
    let navigate = StoredValue::new_local(use_navigate());
    let go = Callback::new(move |path: String| {
        navigate.with_value(|go| go(&path, NavigateOptions::default()));
    });
    view! {
        <button
            type="button"
            class="button quiet palette-button"
            aria-label="Commands"
            title="Commands, pages and people"
            aria-keyshortcuts="Control+K Meta+K"
            on:click=move |_| open.set(true)
        >
            <Icon glyph=Glyph::Command />
            <kbd aria-hidden="true">{Command::Palette.key().words()}</kbd>
        </button>
        <Dialog
            open
            on_close=move |()| open.set(false)
            label=Command::Palette.label().to_owned()
            shape=Shape::Palette
        >
            <Body open go />
        </Dialog>
        <KeyHelp />
    }
}

#[component]
fn Body(open: RwSignal<bool>, go: Callback<String>) -> impl IntoView {
    let (session, desk) = (Session::of_page(), Desk::of_page());
    let (last, lists) = (LastSearch::of_page(), KnownLists::of_page());
    let text = RwSignal::new(String::new());
    let finds = Finds::start(session, text);
    let offered = Memo::new(move |_| {
        let here = |command: &&Command| **command != Command::Palette && desk.offers(**command);
        let offers = Offers {
            commands: Command::ALL.iter().filter(here).copied().collect(),
            pages: page_links(session),
            saved: finds.saved.get(),
            lists: lists.all.get().unwrap_or_default(),
            contacts: finds.contacts.get(),
            search: last.search(),
        };
        text.with(|typed| offers.for_text(typed))
    });
    let pick = move |place: usize| {
        let target = offered.with_untracked(|(_, targets)| targets.get(place).cloned());
        open.set(false);
        // After the dialog has given the focus back: a command may lead it elsewhere.
        let act = move || match target {
            Some(Target::Run(command)) => {
                desk.run(command);
            }
            Some(Target::Go(path)) => go.run(path),
            Some(Target::Leave(path)) => {
                let _ = window().location().assign(path);
            }
            None => {}
        };
        set_timeout(act, Duration::ZERO);
    };
    view! {
        <Picker
            id="palette"
            label="Commands"
            placeholder="A command, a page, a search, a list or a person"
            text
            groups=Signal::derive(move || offered.with(|(groups, _)| groups.clone()))
            on_pick=pick
            nothing=Signal::derive(|| "Nothing is called so.".to_owned())
        />
    }
}
