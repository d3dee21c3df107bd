use leptos::prelude::*;

use crate::pages::commands::{Command, Desk, KeyList};
use crate::ui::{Glyph, Popover, toggle_popover};

/// The popover's id, for the command that opens it.
const HINT: &str = "search-hint";

/// What the box understands: how it is written, and what that finds.
const LANGUAGE: [(&str, &str); 8] = [
    ("ann acme", "both words, in any order"),
    ("\"head of sales\"", "exactly these words"),
    ("-intern", "not this word"),
    ("berlin OR paris", "one of them"),
    ("(ann OR bob) acme", "brackets belong together"),
    ("company:acme", "only in this field: name, email, phone, title, city …"),
    ("created:last-30-days", "or a day, a month, this-year, >=2026-01"),
    ("vp sales germany", "seniorities, departments, industries and places by their names"),
];

/// What is written into the box, one press away.
#[component]
pub(super) fn Hint() -> impl IntoView {
    let line = |(written, finds): (&'static str, &'static str)| {
        view! {
            <div>
                <dt><code>{written}</code></dt>
                <dd>{finds}</dd>
            </div>
        }
    };
    Desk::of_page().serve(Command::Help, move |()| toggle_popover(HINT));
    view! {
        <Popover id=HINT label="How to search" glyph=Glyph::Help is_text=true>
            <h2>"What you can type"</h2>
            <dl class="hint">{LANGUAGE.map(line).collect_view()}</dl>
            <KeyList />
        </Popover>
    }
}
