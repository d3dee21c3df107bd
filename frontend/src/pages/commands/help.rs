use leptos::prelude::*;

use super::desk::Desk;
use super::table::{Command, Key, LIST_KEYS};
use crate::ui::{Dialog, Shape};

/// The keys that work everywhere, then those of the list of contacts.
#[component]
pub(crate) fn KeyList() -> impl IntoView {
    let everywhere = Command::ALL.iter().filter(|command| command.key() != Key::None);
    let lines = everywhere.map(|command| (command.key().words(), command.label()));
    let line = |(key, does): (&'static str, &'static str)| {
        view! {
            <div>
                <dt><kbd>{key}</kbd></dt>
                <dd>{does}</dd>
            </div>
        }
    };
    view! {
        <h2>"Keys"</h2>
        <dl class="hint">{lines.map(line).collect_view()}</dl>
        <h2>"In the list of contacts"</h2>
        <dl class="hint">{LIST_KEYS.map(line).collect_view()}</dl>
    }
}

/// The keys, on pages that have no help of their own.
#[component]
pub(super) fn KeyHelp() -> impl IntoView {
    let open = RwSignal::new(false);
    Desk::of_page().serve(Command::Help, move |()| open.set(true));
    view! {
        <Dialog open on_close=move |()| open.set(false) label="Keys" shape=Shape::Box>
            <div class="key-help">
                <KeyList />
            </div>
        </Dialog>
    }
}
