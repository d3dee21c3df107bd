use domain::search::language::Chip;
use leptos::prelude::*;

use super::finder::Finder;
use crate::ui::{Glyph, Icon};

/// The plain words of the box that were understood, each with a press that takes it for nothing
/// but itself, and the way back.
#[component]
pub(super) fn Understood(finder: Finder) -> impl IntoView {
    let nothing =
        move || finder.chips.with(Vec::is_empty) && finder.query.with(|q| q.verbatim.is_empty());
    view! {
        <Show when=move || !nothing()>
            <ul class="chips" aria-label="Understood words">
                {move || finder.chips.get().into_iter().map(|chip| meaning(finder, chip)).collect_view()}
                {move || {
                    let words = finder.query.with(|query| query.verbatim.clone());
                    words.into_iter().map(|words| as_typed(finder, words)).collect_view()
                }}
            </ul>
        </Show>
    }
}

fn meaning(finder: Finder, chip: Chip) -> impl IntoView {
    let Chip { words, field, label } = chip;
    let says = format!("{}: {label}", field.label());
    let name = format!("Search for “{words}” as typed, not for {says}");
    let take_off = {
        let words = words.clone();
        move |_| finder.query.update(|query| query.verbatim.push(words.clone()))
    };
    view! {
        <li>
            <button type="button" class="chip meaning" title=name.clone() aria-label=name.clone() on:click=take_off>
                <span class="chip-field">{words}" →"</span>
                <span>{says}</span>
                <Icon glyph=Glyph::Close />
            </button>
        </li>
    }
}

fn as_typed(finder: Finder, words: String) -> impl IntoView {
    let name = format!("“{words}” as typed: understand it again");
    let shown = format!("“{words}”");
    let back = move |_| finder.query.update(|query| query.verbatim.retain(|known| *known != words));
    view! {
        <li>
            <button type="button" class="chip typed" title=name.clone() aria-label=name.clone() on:click=back>
                <span>{shown}</span>
                <span class="chip-field">"as typed"</span>
                <Icon glyph=Glyph::Undo />
            </button>
        </li>
    }
}
