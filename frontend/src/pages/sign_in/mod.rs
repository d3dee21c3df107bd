//! `/login`

use domain::access::SignIn;
use domain::problem::FieldError;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_query_map;

use super::form::FormErrors;
use super::sign_up::Welcome;
use super::trouble::Trouble;
use crate::router::{next_path, paths, set_title};
use crate::session::Session;
use crate::ui::{Button, Look, PasswordField, TextField};

/// Signs in with e-mail and password.
pub(crate) fn sign_in_page() -> AnyView {
    set_title("Sign in");
    let session = Session::of_page();
    let query = use_query_map();
    let next = move || next_path(query.with_untracked(|query| query.get("next")));
    view! {
        <Show when=move || session.is_open()>
            <Redirect path=next() />
        </Show>
        <Welcome title="Sign in" text="Welcome back to your contacts.">
            <SignInForm session />
            <p class="aside">"New here? " <a href=paths::SIGNUP>"Create an account"</a></p>
        </Welcome>
    }
    .into_any()
}

#[component]
fn SignInForm(session: Session) -> impl IntoView {
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
            if let Err(error) = session.sign_in(&body).await {
                errors.show(error);
                busy.set(false);
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
