use domain::access::SignIn;
use domain::problem::FieldError;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::pages::form::FormErrors;
use crate::pages::trouble::Trouble;
use crate::session::Session;
use crate::ui::{Button, Look, PasswordField, TextField};

/// E-mail and password.
#[component]
pub(super) fn PasswordForm(session: Session) -> impl IntoView {
    let (email, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let errors = FormErrors::new();
    let busy = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        errors.clear();
        let body = SignIn { email: email.get_untracked(), password: password.get_untracked() };
        let empty = empty_fields(&body);
        if !empty.is_empty() {
            return errors.refuse(empty);
        }
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let done = session.sign_in(&body).await;
            // The form is gone once the next step is there.
            busy.try_set(false);
            if let Err(error) = done {
                errors.show(error);
            }
        });
    };
    view! {
        <form class="form" novalidate on:submit=submit>
            {move || errors.request().map(|error| view! { <Trouble error /> })}
            <TextField
                label="E-mail"
                name="email"
                kind="email"
                value=email
                error=errors.of("email")
                autocomplete="username"
                required=true
            />
            <PasswordField
                label="Password"
                name="password"
                value=password
                error=errors.of("password")
                autocomplete="current-password"
            />
            <Button label="Sign in" look=Look::Primary submit=true busy />
        </form>
    }
}

/// Sign-in checks no more than this: what a password must be was decided when it was made.
fn empty_fields(body: &SignIn) -> Vec<FieldError> {
    [("email", &body.email), ("password", &body.password)]
        .into_iter()
        .filter(|(_, text)| text.trim().is_empty())
        .map(|(field, _)| FieldError::required(field))
        .collect()
}
