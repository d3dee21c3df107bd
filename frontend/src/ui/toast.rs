use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::{Glyph, Icon, IconButton, Tone};

/// What a press in a message does, by its label. It outlives the page that it came from, so it
/// is no callback of that page.
type Action = (String, Arc<dyn Fn() + Send + Sync>);

/// A short message that goes by itself.
#[derive(Clone)]
pub(crate) struct Toast {
    pub(crate) text: String,
    pub(crate) tone: Tone,
    /// A way back, by its label.
    pub(crate) action: Option<Action>,
    /// How long it stays.
    pub(crate) stays: Duration,
}

impl Toast {
    /// A message that something was done.
    pub(crate) fn done(text: impl Into<String>) -> Self {
        let stays = Duration::from_secs(5);
        Self { text: text.into(), tone: Tone::Good, action: None, stays }
    }

    /// A message that something could not be done; it stays longer.
    pub(crate) fn failed(text: impl Into<String>) -> Self {
        Self { tone: Tone::Bad, stays: Duration::from_secs(10), ..Self::done(text) }
    }

    /// Adds a way back that is offered for a time.
    pub(crate) fn with_action(
        mut self,
        label: &str,
        stays: Duration,
        act: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        self.action = Some((label.to_owned(), Arc::new(act)));
        self.stays = stays;
        self
    }
}

/// The messages that are shown now; copies share them.
#[derive(Clone, Copy)]
pub(crate) struct Toasts {
    shown: RwSignal<Vec<(u32, Toast)>>,
    next: StoredValue<u32>,
}

impl Toasts {
    /// No messages yet.
    pub(crate) fn new() -> Self {
        Self { shown: RwSignal::new(Vec::new()), next: StoredValue::new(0) }
    }

    /// The messages of the page.
    pub(crate) fn of_page() -> Self {
        expect_context()
    }

    /// Shows a message for its time.
    pub(crate) fn show(self, toast: Toast) {
        let number = self.next.get_value();
        self.next.set_value(number + 1);
        let stays = toast.stays;
        self.shown.update(|shown| shown.push((number, toast)));
        set_timeout(move || self.dismiss(number), stays);
    }

    fn dismiss(self, number: u32) {
        self.shown.update(|shown| shown.retain(|(known, _)| *known != number));
    }
}

/// The corner where messages appear. It is always in the page, because a screen reader
/// announces only what is added to a region that it knows.
#[component]
pub(crate) fn Toaster(toasts: Toasts) -> impl IntoView {
    let one = move |(number, toast): (u32, Toast)| {
        let glyph = if toast.tone == Tone::Bad { Glyph::Alert } else { Glyph::Check };
        let action = toast.action.map(|(label, act)| {
            let press = move |_| {
                act();
                toasts.dismiss(number);
            };
            view! { <button type="button" class="button quiet small" on:click=press>{label}</button> }
        });
        view! {
            <li class="toast" data-tone=toast.tone.word()>
                <Icon glyph />
                <span>{toast.text}</span>
                {action}
                <IconButton label="Dismiss" glyph=Glyph::Close on_press=move |()| toasts.dismiss(number) />
            </li>
        }
    };
    view! {
        <div role="status" aria-live="polite" aria-label="Messages">
            <ul class="toasts">
                <For each=move || toasts.shown.get() key=|(number, _)| *number children=one />
            </ul>
        </div>
    }
}
