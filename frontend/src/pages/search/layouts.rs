use leptos::prelude::*;

use super::layout::Layout;
use crate::session::Session;

/// The layout of the list; copies share it.
#[derive(Clone, Copy)]
pub(super) struct Layouts {
    /// What is shown.
    pub(super) shown: RwSignal<Layout>,
    /// Whether it is that of the open saved search, which is not the person's own.
    is_borrowed: StoredValue<bool>,
    key: StoredValue<String>,
}

impl Layouts {
    /// The layout that this person chose last in this browser; what is chosen from now on is kept.
    pub(super) fn start() -> Self {
        let person = Session::of_page().me_now().map(|me| me.user.id);
        let key = person.map(|id| format!("search-layout-{id}")).unwrap_or_default();
        let layouts = Self {
            shown: RwSignal::new(own(&key)),
            is_borrowed: StoredValue::new(false),
            key: StoredValue::new(key),
        };
        Effect::new(move |before: Option<()>| {
            let text = layouts.shown.with(Layout::to_text);
            if before.is_some()
                && !layouts.is_borrowed.get_value()
                && let Some(storage) = storage()
            {
                // A browser that keeps nothing still shows it.
                let _ = layouts.key.with_value(|key| storage.set_item(key, &text));
            }
        });
        layouts
    }

    /// Shows that of a saved search; without one, that of the person.
    pub(super) fn show(self, saved: Option<Layout>) {
        self.is_borrowed.set_value(saved.is_some());
        let layout = saved.unwrap_or_else(|| self.key.with_value(|key| own(key)));
        if self.shown.with_untracked(|shown| *shown != layout) {
            self.shown.set(layout);
        }
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

fn own(key: &str) -> Layout {
    let kept = storage().and_then(|storage| storage.get_item(key).ok().flatten());
    kept.map_or_else(Layout::default, |text| Layout::of_text(&text))
}
