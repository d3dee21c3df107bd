//! `/signup`

use domain::access::SignUp;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::Redirect;

use super::form::FormErrors;
use super::trouble::Trouble;
use super::welcome::Welcome;
use crate::router::{paths, set_title};
use crate::session::Session;
use crate::ui::{Button, Look, Notice, PasswordField, TextField, Tone};

/// Makes an organization and its first member.
pub(crate) fn sign_up_page() -> AnyView {
    set_title("Create an account");
    let session = Session::of_page();
    let mailed = RwSignal::new(None::<String>);
    let step = move || match mailed.get() {
        Some(email) => view! { <LookIntoMail email /> }.into_any(),
        None => view! {
            <SignUpForm session mailed />
            <p class="aside">"Already have an account? " <a href=paths::LOGIN>"Sign in"</a></p>
        }
        .into_any(),
    };
    view! {
        <Show when=move || session.is_open()>
            <Redirect path=paths::SEARCH />
        </Show>
        <Welcome
            title="Create your workspace".to_owned()
            text="Search, keep and import your business contacts in one place.".to_owned()
        >
            {step}
        </Welcome>
    }
    .into_any()
}

/// Says the same for every address, so that nobody learns who has an account.
#[component]
fn LookIntoMail(email: String) -> impl IntoView {
    view! {
        <div class="form">
            <Notice
                tone=Tone::Good
                title="Look into your mail"
                text=format!("We sent a message to {email}. Follow its link, then sign in.")
            />
        </div>
        <p class="aside">"No mail? Look into the spam folder, or " <a href=paths::SIGNUP rel="external">"try again"</a> "."</p>
        <p class="aside"><a href=paths::LOGIN>"Sign in"</a></p>
    }
}

#[component]
fn SignUpForm(session: Session, mailed: RwSignal<Option<String>>) -> impl IntoView {
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
            let done = session.sign_up(&body).await;
            busy.try_set(false);
            match done {
                Ok(true) => {}
                Ok(false) => {
                    mailed.try_set(Some(body.email));
                }
                Err(error) => errors.show(error),
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
