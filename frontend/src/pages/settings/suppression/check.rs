use domain::problem::FieldError;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::api::suppressions;
use crate::pages::settings::acting::Acting;
use crate::pages::trouble::Trouble;
use crate::session::Session;
use crate::ui::{Button, TextField};

/// Tells whether somebody is on the list, who cannot be read from it.
#[component]
pub(super) fn Check() -> impl IntoView {
    let client = Session::of_page().client();
    let acting = Acting::new();
    let value = RwSignal::new(String::new());
    let answer = RwSignal::new(None::<bool>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        answer.set(None);
        let asked = value.get_untracked().trim().to_owned();
        if asked.is_empty() {
            return acting.errors.refuse(vec![FieldError::required("value")]);
        }
        acting.run(suppressions::check(client, asked), move |found| {
            answer.try_set(Some(found.suppressed));
        });
    };
    let words = move || match answer.get() {
        Some(true) => "Suppressed: a contact with it is held back.",
        Some(false) => "Not suppressed.",
        None => "",
    };
    view! {
        <form class="panel" novalidate on:submit=submit>
            <h2>"Check a value"</h2>
            {move || acting.errors.request().map(|error| view! { <Trouble error /> })}
            <TextField
                label="Address, number or domain"
                name="value"
                value=value
                error=acting.errors.of("value")
                autocomplete="off"
            />
            <p role="status">{words}</p>
            <div class="actions">
                <Button label="Check" submit=true busy=acting.busy />
            </div>
        </form>
    }
}
