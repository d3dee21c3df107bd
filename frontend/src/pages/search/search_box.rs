use std::time::Duration;

use domain::partition::Layer;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Event, HtmlElement, KeyboardEvent};

use super::finder::Finder;
use super::results::GRID;
use crate::pages::commands::{Command, Desk};
use crate::ui::{Glyph, Icon, Timer};

/// The id of the box, to lead the focus to it.
pub(super) const BOX: &str = "search-box";
/// How long the next key is waited for while an answer is on its way.
const DEBOUNCE: Duration = Duration::from_millis(60);

/// The box and the choice of what is searched.
#[component]
pub(super) fn SearchBox(finder: Finder) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    let text = RwSignal::new(finder.query.with_untracked(|query| query.text.clone()));
    let timer = Timer::new();
    let search = move || {
        timer.stop();
        let typed = domain::value::line(&text.get_untracked());
        if finder.query.with_untracked(|query| query.text != typed) {
            finder.ask_for(|query| {
                let folded = domain::value::fold(&typed);
                query.verbatim.retain(|words| !typed.is_ascii() || folded.contains(words.as_str()));
                query.text = typed;
            });
        }
    };
    Effect::new(move |_| {
        // Back, forward and suggestions change the query from outside of the box.
        let asked = finder.query.with(|query| query.text.clone());
        if domain::value::line(&text.get_untracked()) != asked && !is_focused(node) {
            text.set(asked);
        }
    });
    let input = move |event: Event| {
        text.set(event_target_value(&event));
        // At once, unless the answer to the key before is still on its way.
        if finder.is_searching.get_untracked() {
            timer.start(DEBOUNCE, search);
        } else {
            search();
        }
    };
    let key = move |event: KeyboardEvent| match event.key().as_str() {
        "Enter" => search(),
        "ArrowDown" => {
            event.prevent_default();
            search();
            focus(GRID);
        }
        // The browser empties a box that is not empty yet.
        "Escape" if text.with_untracked(String::is_empty) => blur(node),
        _ => {}
    };
    serve_box(node);
    view! {
        <form class="search-head" role="search" on:submit=|event| event.prevent_default()>
            <div class="search-box">
                <Icon glyph=Glyph::Search />
                <Input node text on_input=input on_key=key />
                <kbd aria-hidden="true">"/"</kbd>
            </div>
            <super::hint::Hint />
            <ScopeSwitch finder />
        </form>
        <super::suggestions::SuggestionStrip finder on_choose=move |chosen: String| {
            text.set(chosen);
            search();
        } />
    }
}

#[component]
fn Input(
    node: NodeRef<html::Input>,
    text: RwSignal<String>,
    on_input: impl Fn(Event) + 'static,
    on_key: impl Fn(KeyboardEvent) + 'static,
) -> impl IntoView {
    view! {
        <input
            node_ref=node
            id=BOX
            type="search"
            name="q"
            aria-label="Search contacts"
            placeholder="Name, title, company, city, e-mail, phone…"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            enterkeyhint="search"
            aria-keyshortcuts="/"
            prop:value=text
            on:input=on_input
            on:keydown=on_key
        />
    }
}

#[component]
fn ScopeSwitch(finder: Finder) -> impl IntoView {
    let choice = move |layer: Layer, label: &'static str| {
        view! {
            <label class="segment">
                <input
                    type="radio"
                    name="scope"
                    prop:checked=move || finder.query.with(|query| query.scope == layer)
                    on:change=move |_| finder.query.update(|query| query.scope = layer)
                />
                <span>{label}</span>
            </label>
        }
    };
    view! {
        <fieldset class="segments">
            <legend class="unseen">"Search in"</legend>
            {choice(Layer::Workspace, "Workspace")}
            {choice(Layer::Directory, "Directory")}
        </fieldset>
    }
}

fn is_focused(node: NodeRef<html::Input>) -> bool {
    let input = node.get_untracked();
    input.is_some_and(|input| document().active_element().as_ref() == Some(input.as_ref()))
}

fn blur(node: NodeRef<html::Input>) {
    if let Some(input) = node.get_untracked() {
        let _ = input.blur();
    }
}

/// Leads the focus to an element by its id.
pub(super) fn focus(id: &str) {
    if let Some(element) = element(id) {
        let _ = element.focus();
    }
}

fn element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Leads to the box, ready to be typed over.
fn serve_box(node: NodeRef<html::Input>) {
    Desk::of_page().serve(Command::SearchBox, move |()| {
        if let Some(Some(input)) = node.try_get_untracked() {
            let _ = input.focus();
            input.select();
        }
    });
}
