//! `/forgot`

use domain::access::EmailAddress;
use domain::problem::FieldError;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::form::FormErrors;
use super::trouble::Trouble;
use super::welcome::Welcome;
use crate::api::auth;
use crate::router::{paths, set_title};
use crate::session::Session;
use crate::ui::{Button, Look, Notice, TextField, Tone};

/// Asks for a mail with a link to set a new password.
pub(crate) fn forgot_page() -> AnyView {
    set_title("Forgot your password?");
    let sent = RwSignal::new(None::<String>);
    let step = move || {
        match sent.get() {
        None => view! { <ForgotForm sent /> }.into_any(),
        Some(email) => view! {
            <div class="form">
                <Notice
                    tone=Tone::Good
                    title="Look into your mail"
                    text=format!("If {email} has an account, a link to set a new password is on its way. It works for a short time.")
                />
            </div>
        }
        .into_any(),
    }
    };
    view! {
        <Welcome
            title="Forgot your password?".to_owned()
            text="We send a link to set a new one.".to_owned()
        >
            {step}
            <p class="aside"><a href=paths::LOGIN>"Back to sign in"</a></p>
        </Welcome>
    }
    .into_any()
}

#[component]
fn ForgotForm(sent: RwSignal<Option<String>>) -> impl IntoView {
    let client = Session::of_page().client();
    let email = RwSignal::new(String::new());
    let errors = FormErrors::new();
    let busy = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        errors.clear();
        let body = EmailAddress { email: email.get_untracked().trim().to_owned() };
        if body.email.is_empty() {
            return errors.refuse(vec![FieldError::required("email")]);
        }
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let done = auth::forgot(client, &body).await;
            busy.try_set(false);
            match done {
                Ok(()) => drop(sent.try_set(Some(body.email))),
                Err(error) => errors.show(error),
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
            <Button label="Send the link" look=Look::Primary submit=true busy />
        </form>
    }
}
