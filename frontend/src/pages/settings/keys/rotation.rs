use domain::access::{OVERLAP_HOURS, OVERLAP_HOURS_MAX, RotateApiKey};
use domain::problem::FieldError;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::KeyPage;
use super::list::Question;
use crate::api::api_keys;
use crate::pages::settings::acting::Acting;
use crate::pages::trouble::Trouble;
use crate::ui::{Button, Dialog, Look, Shape, TextField};

/// Gives a key a new secret.
#[component]
pub(super) fn Rotation(page: KeyPage, question: Question) -> impl IntoView {
    let label = Signal::derive(move || format!("Rotate {}", question.name()));
    view! {
        <Dialog open=question.open on_close=move |()| question.open.set(false) label shape=Shape::Box>
            <RotationForm page question />
        </Dialog>
    }
}

#[component]
fn RotationForm(page: KeyPage, question: Question) -> impl IntoView {
    let acting = Acting::new();
    let hours = RwSignal::new(OVERLAP_HOURS.to_string());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(key) = question.key.get_untracked() else { return };
        let overlap = hours.get_untracked().trim().parse().ok();
        let Some(overlap) = overlap.filter(|hours| *hours <= OVERLAP_HOURS_MAX) else {
            let message = format!("Expected 0 to {OVERLAP_HOURS_MAX} hours.");
            let wrong = FieldError::new("overlap_hours", "invalid", message);
            return acting.errors.refuse(vec![wrong]);
        };
        let client = page.session.client();
        let body = RotateApiKey { overlap_hours: Some(overlap) };
        let rotate = async move { api_keys::rotate(client, key.id, &body).await };
        acting.run(rotate, move |issued| {
            question.open.try_set(false);
            page.show(issued);
        });
    };
    view! {
        <form class="confirm" novalidate on:submit=submit>
            <h2>{move || format!("Rotate {}", question.name())}</h2>
            <div class="confirm-text">
                <p>"The key gets a new secret. The old one works for a while longer, so that programs can be changed one by one."</p>
            </div>
            {move || acting.errors.request().map(|error| view! { <Trouble error /> })}
            <TextField
                label="The old secret works for (hours)"
                name="overlap_hours"
                kind="number"
                value=hours
                error=acting.errors.of("overlap_hours")
                help=format!("0 to {OVERLAP_HOURS_MAX}. Take 0 if the secret leaked.")
                autocomplete="off"
            />
            <div class="actions">
                <Button label="Rotate the key" look=Look::Primary submit=true busy=acting.busy />
                <Button label="Keep as it is" on_press=move |()| question.open.set(false) />
            </div>
        </form>
    }
}
