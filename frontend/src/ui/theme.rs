use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::MediaQueryList;

use super::{Glyph, IconButton};

/// The key in the browser's storage; `static/theme.js` reads it before the page is painted.
const KEY: &str = "theme";

/// Which theme is shown; copies share it. Until somebody chooses, the system decides.
#[derive(Clone, Copy)]
pub(crate) struct Theme {
    is_dark: RwSignal<bool>,
}

impl Theme {
    /// The theme that is in force.
    pub(crate) fn start() -> Self {
        let theme = Self { is_dark: RwSignal::new(is_dark()) };
        follow_system(theme.is_dark);
        theme
    }

    /// Takes the other one, now and whenever this browser comes again.
    pub(crate) fn switch(self) {
        let word = if self.is_dark.get_untracked() { "light" } else { "dark" };
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-theme", word);
        }
        if let Ok(Some(storage)) = window().local_storage() {
            let _ = storage.set_item(KEY, word);
        }
        self.is_dark.update(|dark| *dark = !*dark);
    }
}

/// Switches between the light and the dark theme.
#[component]
pub(crate) fn ThemeSwitch(theme: Theme) -> impl IntoView {
    let dark = theme.is_dark;
    let label =
        Signal::derive(move || if dark.get() { "Light theme" } else { "Dark theme" }.to_owned());
    let glyph = Signal::derive(move || if dark.get() { Glyph::Sun } else { Glyph::Moon });
    view! { <IconButton label glyph on_press=move |()| theme.switch() /> }
}

/// The system may change its mind while the page is open, for example at sunset.
fn follow_system(dark: RwSignal<bool>) {
    let Some(query) = system_is_dark() else { return };
    let listener = Closure::<dyn FnMut()>::new(move || {
        dark.try_set(is_dark());
    });
    query.set_onchange(Some(listener.as_ref().unchecked_ref()));
    // Both live as long as the switch.
    let kept = StoredValue::new_local((query, listener));
    on_cleanup(move || {
        kept.try_with_value(|(query, _)| query.set_onchange(None));
    });
}

fn system_is_dark() -> Option<MediaQueryList> {
    window().match_media("(prefers-color-scheme: dark)").ok().flatten()
}

fn is_dark() -> bool {
    let chosen = document().document_element().and_then(|root| root.get_attribute("data-theme"));
    match chosen.as_deref() {
        Some(word) => word == "dark",
        None => system_is_dark().is_some_and(|query| query.matches()),
    }
}
