use leptos::prelude::*;

use crate::ui::{Glyph, Popover};

/// The popover's id, for the key that opens it.
pub(super) const HINT: &str = "search-hint";

/// What the box understands: how it is written, and what that finds.
const LANGUAGE: [(&str, &str); 7] = [
    ("ann acme", "both words, in any order"),
    ("\"head of sales\"", "exactly these words"),
    ("-intern", "not this word"),
    ("berlin OR paris", "one of them"),
    ("(ann OR bob) acme", "brackets belong together"),
    ("company:acme", "only in this field: name, email, phone, title, city …"),
    ("vp sales germany", "seniorities, departments, industries and places by their names"),
];

/// The keys of the page.
const KEYS: [(&str, &str); 6] = [
    ("/", "to the box; ↓ from there to the list"),
    ("↑ ↓", "from contact to contact; Page, Home and End further"),
    ("Enter", "opens the contact"),
    ("x", "selects it"),
    ("Escape", "clears the selection, then back to the box"),
    ("?", "shows this"),
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
    let key = |(key, does): (&'static str, &'static str)| {
        view! {
            <div>
                <dt><kbd>{key}</kbd></dt>
                <dd>{does}</dd>
            </div>
        }
    };
    view! {
        <Popover id=HINT label="How to search" glyph=Glyph::Help>
            <h2>"What you can type"</h2>
            <dl class="hint">{LANGUAGE.map(line).collect_view()}</dl>
            <h2>"Keys"</h2>
            <dl class="hint">{KEYS.map(key).collect_view()}</dl>
        </Popover>
    }
}
