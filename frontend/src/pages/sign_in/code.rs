use domain::access::SecondFactor;
use domain::problem::FieldError;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::pages::form::FormErrors;
use crate::pages::trouble::Trouble;
use crate::session::Session;
use crate::ui::{Button, Look, TextField, Toast, Toasts};

/// The code of the second factor, after the password.
#[component]
pub(in crate::pages) fn CodeForm(session: Session, label: &'static str) -> impl IntoView {
    let toasts = Toasts::of_page();
    let code = RwSignal::new(String::new());
    let errors = FormErrors::new();
    let busy = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        errors.clear();
        let body = SecondFactor { code: code.get_untracked() };
        if body.code.trim().is_empty() {
            return errors.refuse(vec![FieldError::required("code")]);
        }
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let done = session.verify_code(&body).await;
            busy.try_set(false);
            match done {
                // The form goes with the session that it belonged to.
                Err(error) if error.is_signed_out() => {
                    toasts.show(Toast::failed(error.to_string()));
                }
                Err(error) => errors.show(error),
                Ok(()) => {}
            }
        });
    };
    let back = move |()| {
        spawn_local(async move {
            if let Err(error) = session.sign_out().await {
                errors.show(error);
            }
        });
    };
    view! {
        <form class="form" novalidate on:submit=submit>
            {move || errors.request().map(|error| view! { <Trouble error /> })}
            <TextField
                label="Code"
                name="code"
                value=code
                error=errors.of("code")
                help="Six digits from your authenticator app, or one of your recovery codes."
                autocomplete="one-time-code"
                required=true
                focus=true
            />
            <Button label look=Look::Primary submit=true busy />
            <Button label="Use another account" look=Look::Quiet on_press=back />
        </form>
    }
}
