//! `/signup`

use domain::access::SignUp;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::Redirect;

use super::form::FormErrors;
use super::trouble::Trouble;
use crate::router::{paths, set_title};
use crate::session::Session;
use crate::ui::{Button, Look, PasswordField, TextField};

/// Makes an organization and its first member.
pub(crate) fn sign_up_page() -> AnyView {
    set_title("Create an account");
    let session = Session::of_page();
    view! {
        <Show when=move || session.is_open()>
            <Redirect path=paths::SEARCH />
        </Show>
        <Welcome title="Create your workspace" text="Search, keep and import your business contacts in one place.">
            <SignUpForm session />
            <p class="aside">"Already have an account? " <a href=paths::LOGIN>"Sign in"</a></p>
        </Welcome>
    }
    .into_any()
}

/// The frame around the forms that open a session.
#[component]
pub(super) fn Welcome(
    title: &'static str,
    text: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="welcome">
            <div class="welcome-card">
                <span class="brand-mark" aria-hidden="true"></span>
                <h1>{title}</h1>
                <p class="lead">{text}</p>
                {children()}
            </div>
        </div>
    }
}

#[component]
fn SignUpForm(session: Session) -> impl IntoView {
    let [name, organization, email, password] = [(); 4].map(|()| RwSignal::new(String::new()));
    let errors = FormErrors::new();
    let busy = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        errors.clear();
        let body = SignUp {
            email: email.get_untracked(),
            password: password.get_untracked(),
            name: name.get_untracked(),
            organization: organization.get_untracked(),
        };
        if let Err(fields) = body.clone().parse() {
            return errors.refuse(fields);
        }
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            if let Err(error) = session.sign_up(&body).await {
                errors.show(error);
                busy.set(false);
            }
        });
    };
    view! {
        <form class="form" novalidate on:submit=submit>
            {move || errors.request().map(|error| view! { <Trouble error /> })}
            <TextField label="Your name" name="name" value=name error=errors.of("name") autocomplete="name" required=true />
            <TextField
                label="Organization"
                name="organization"
                value=organization
                error=errors.of("organization")
                autocomplete="organization"
                required=true
            />
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
                help="At least 8 characters; a phrase is good."
                autocomplete="new-password"
            />
            <Button label="Create account" look=Look::Primary submit=true busy />
        </form>
    }
}
