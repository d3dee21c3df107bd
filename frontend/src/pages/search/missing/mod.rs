//! "Why is somebody missing?": who, then each part of the search that keeps them away.

mod reasons;
mod who;
mod without;

use domain::contact::Contact;
use leptos::prelude::*;

use super::finder::Finder;
use crate::pages::commands::{Command, Desk};
use crate::ui::{Dialog, Shape};
use reasons::Reasons;
use who::WhoIsMissed;

/// Opens the question; a copy for every place that asks it.
#[derive(Clone, Copy)]
pub(super) struct Missing {
    open: RwSignal<bool>,
    /// Who is missed.
    contact: RwSignal<Option<Contact>>,
}

impl Missing {
    /// Nobody is missed yet.
    pub(super) fn start() -> Self {
        let missing = Self { open: RwSignal::new(false), contact: RwSignal::new(None) };
        Desk::of_page().serve(Command::WhyMissing, move |()| missing.ask());
        missing
    }

    /// The question of the page around.
    pub(super) fn of_page() -> Self {
        expect_context()
    }

    /// Asks who is missed.
    pub(super) fn ask(self) {
        self.contact.set(None);
        self.open.set(true);
    }
}

/// The question and its answer.
#[component]
pub(super) fn MissingDialog(
    missing: Missing,
    finder: Finder,
    #[prop(into)] on_open: Callback<Contact>,
) -> impl IntoView {
    let close = move |()| missing.open.set(false);
    view! {
        <Dialog open=missing.open on_close=close label=Command::WhyMissing.label().to_owned() shape=Shape::Palette>
            <div class="missing">
                <h2>{Command::WhyMissing.label()}</h2>
                {move || match missing.contact.get() {
                    None => view! { <WhoIsMissed missing finder /> }.into_any(),
                    Some(contact) => view! { <Reasons missing finder contact on_open /> }.into_any(),
                }}
            </div>
        </Dialog>
    }
}
