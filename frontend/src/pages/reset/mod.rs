//! `/reset`, where the mail of a forgotten password leads.

use domain::access::{ResetPassword, check_password};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::form::FormErrors;
use super::trouble::Trouble;
use super::welcome::Welcome;
use crate::api::auth;
use crate::router::{paths, set_title, token_of_link};
use crate::session::Session;
use crate::ui::{Button, Look, Notice, PasswordField, Toast, Toasts, Tone};

/// Sets a new password.
pub(crate) fn reset_page() -> AnyView {
    set_title("Set a new password");
    let step = match token_of_link() {
        Some(token) => view! { <ResetForm token /> }.into_any(),
        None => view! {
            <div class="form">
                <Notice
                    tone=Tone::Warn
                    title="The link is not complete"
                    text="Open the link of the mail again, or ask for a new one."
                />
            </div>
        }
        .into_any(),
    };
    view! {
        <Welcome
            title="Set a new password".to_owned()
            text="Every browser that is signed in now will be signed out.".to_owned()
        >
            {step}
            <p class="aside"><a href=paths::FORGOT>"Send a new link"</a></p>
        </Welcome>
    }
    .into_any()
}

#[component]
fn ResetForm(token: String) -> impl IntoView {
    let session = Session::of_page();
    let toasts = Toasts::of_page();
    let navigate = StoredValue::new_local(use_navigate());
    let password = RwSignal::new(String::new());
    let errors = FormErrors::new();
    let busy = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        errors.clear();
        let body = ResetPassword { token: token.clone(), password: password.get_untracked() };
        if let Err(error) = check_password("password", &body.password) {
            return errors.refuse(vec![error]);
        }
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let done = auth::reset(session.client(), &body).await;
            busy.try_set(false);
            if let Err(error) = done {
                return errors.show(error);
            }
            // Whoever was signed in here is not any more.
            session.forget();
            toasts.show(Toast::done("Your new password is set. Sign in with it."));
            navigate.try_with_value(|go| go(paths::LOGIN, NavigateOptions::default()));
        });
    };
    view! {
        <form class="form" novalidate on:submit=submit>
            {move || errors.request().map(|error| view! { <Trouble error /> })}
            <PasswordField
                label="New password"
                name="password"
                value=password
                error=errors.of("password")
                help="At least 8 characters; a phrase is good."
                autocomplete="new-password"
            />
            <Button label="Set the password" look=Look::Primary submit=true busy />
        </form>
    }
}
