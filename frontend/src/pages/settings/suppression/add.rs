use domain::problem::FieldError;
use domain::suppression::{NewSuppressions, RowOutcome, SuppressionReason, SuppressionsAdded};
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;

use super::{Page, words};
use crate::api::suppressions;
use crate::pages::settings::acting::Acting;
use crate::pages::trouble::Trouble;
use crate::ui::{Button, Glyph, Look, SelectField, TextArea, Toast, Toasts};

/// Adds values that are typed or pasted, a line each, or a file of them.
#[component]
pub(super) fn Add(page: Page) -> impl IntoView {
    let (toasts, acting) = (Toasts::of_page(), Acting::new());
    let (client, text) = (page.session.client(), RwSignal::new(String::new()));
    let reason = RwSignal::new(SuppressionReason::Objection.as_str().to_owned());
    let chosen = move || SuppressionReason::from_word(&reason.get_untracked()).unwrap_or_default();
    let done = move |added: &SuppressionsAdded| {
        page.feed.restart();
        toasts.show(Toast::done(words::outcome(added)));
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let values = lines(&text.get_untracked());
        if values.is_empty() {
            return acting.errors.refuse(vec![FieldError::required("values")]);
        }
        let body = NewSuppressions { values: values.clone(), reason: chosen() };
        acting.run(async move { suppressions::add(client, &body).await }, move |added| {
            done(&added);
            // What could not be read stays, to be mended.
            text.try_set(refused(&values, &added).join("\n"));
            if added.invalid > 0 {
                let message = "These could not be read. Write numbers with their country code.";
                acting.errors.refuse(vec![FieldError::new("values", "invalid", message)]);
            }
        });
    };
    let input = NodeRef::<html::Input>::new();
    let picked = move |_| {
        let Some(input) = input.get_untracked() else { return };
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        // The same file may be chosen again.
        input.set_value("");
        let reason = chosen();
        acting.run(
            async move { suppressions::import(client, &file, reason).await },
            move |added| {
                done(&added);
            },
        );
    };
    let pick = move |()| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    view! {
        <form class="panel" novalidate on:submit=submit>
            <h2>"Add to the list"</h2>
            {move || acting.errors.request().map(|error| view! { <Trouble error /> })}
            <TextArea
                label="Addresses, numbers, domains"
                name="values"
                value=text
                error=acting.errors.of("values")
                help="One a line: ada@example.com, +49 30 1234567, or example.com for everybody there."
            />
            <SelectField label="Why" name="reason" value=reason choices=words::reasons() error=acting.errors.of("reason") />
            <input node_ref=input type="file" name="list" hidden on:change=picked />
            <div class="actions">
                <Button label="Add" look=Look::Primary submit=true busy=acting.busy />
                <Button label="Add from a file" glyph=Glyph::Upload busy=acting.busy on_press=pick />
            </div>
        </form>
    }
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// The values that the server could not read.
fn refused(values: &[String], added: &SuppressionsAdded) -> Vec<String> {
    let answered = values.iter().zip(&added.rows);
    let invalid = answered.filter(|(_, row)| row.outcome == RowOutcome::Invalid);
    invalid.map(|(value, _)| value.clone()).collect()
}
