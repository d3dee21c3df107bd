use leptos::prelude::*;

use super::{Glyph, IconButton};

/// The key in the browser's storage; `static/theme.js` reads it before the page is painted.
const KEY: &str = "theme";

/// Switches between the light and the dark theme. Until it is used, the system decides.
#[component]
pub(crate) fn ThemeSwitch() -> impl IntoView {
    let dark = RwSignal::new(is_dark());
    let switch = move |()| {
        let word = if dark.get_untracked() { "light" } else { "dark" };
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-theme", word);
        }
        if let Ok(Some(storage)) = window().local_storage() {
            let _ = storage.set_item(KEY, word);
        }
        dark.update(|dark| *dark = !*dark);
    };
    let label =
        Signal::derive(move || if dark.get() { "Light theme" } else { "Dark theme" }.to_owned());
    let glyph = Signal::derive(move || if dark.get() { Glyph::Sun } else { Glyph::Moon });
    view! { <IconButton label glyph on_press=switch /> }
}

fn is_dark() -> bool {
    let chosen = document().document_element().and_then(|root| root.get_attribute("data-theme"));
    match chosen.as_deref() {
        Some(word) => word == "dark",
        None => window()
            .match_media("(prefers-color-scheme: dark)")
            .ok()
            .flatten()
            .is_some_and(|query| query.matches()),
    }
}
