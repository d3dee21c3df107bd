//! `/login`

mod code;
mod password;
mod providers;

use leptos::prelude::*;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_query_map;

use super::welcome::Welcome;
use crate::router::{next_path, paths, set_title};
use crate::session::Session;
use crate::ui::{Notice, Tone};
pub(super) use code::CodeForm;
use password::PasswordForm;
use providers::Providers;

/// Signs in with a password or an identity provider, and with a code where one is asked for.
pub(crate) fn sign_in_page() -> AnyView {
    set_title("Sign in");
    let session = Session::of_page();
    let query = use_query_map();
    let next = move || next_path(query.with_untracked(|query| query.get("next")));
    let failure = move || query.with(|query| query.get("error")).as_deref().map(provider_trouble);
    let awaits = Memo::new(move |_| session.awaits_code());
    let text = Signal::derive(move || {
        let text = if awaits.get() { "One more step." } else { "Welcome back to your contacts." };
        text.to_owned()
    });
    let step = move || {
        if awaits.get() {
            return view! { <CodeForm session label="Sign in" /> }.into_any();
        }
        view! {
            {failure().map(|(title, text)| view! { <Notice tone=Tone::Bad title text /> })}
            <PasswordForm session />
            <Providers next=next() />
            <p class="aside">
                <a href=paths::FORGOT>"Forgot your password?"</a>
            </p>
            <p class="aside">"New here? " <a href=paths::SIGNUP>"Create an account"</a></p>
        }
        .into_any()
    };
    view! {
        <Show when=move || session.is_open()>
            <Redirect path=next() />
        </Show>
        <Welcome title="Sign in".to_owned() text>
            {step}
        </Welcome>
    }
    .into_any()
}

/// What went wrong on the way back from an identity provider: what happened, and what to do.
fn provider_trouble(code: &str) -> (&'static str, &'static str) {
    match code {
        "oidc_email_not_verified" => (
            "Your address is not confirmed there",
            "Confirm your e-mail address with the identity provider, then try again.",
        ),
        "no_organization" => (
            "You belong to no organization",
            "Ask an Organization Admin for an invitation, or create an organization of your own.",
        ),
        _ => (
            "Signing in there did not work",
            "Try again. If it happens again, sign in with your password and tell an Organization Admin.",
        ),
    }
}
