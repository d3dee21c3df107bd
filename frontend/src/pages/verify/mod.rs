//! `/verify`, where the mail that confirms an address leads.

use domain::access::LinkToken;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::trouble::Trouble;
use super::welcome::Welcome;
use crate::api::{Error, auth};
use crate::router::{paths, set_title, token_of_link};
use crate::session::Session;
use crate::ui::{Notice, Skeleton, Tone};

/// Confirms an e-mail address.
pub(crate) fn verify_page() -> AnyView {
    set_title("Confirm your address");
    let session = Session::of_page();
    let done = RwSignal::new(None::<Result<(), Error>>);
    let token = token_of_link();
    let is_complete = token.is_some();
    if let Some(token) = token {
        spawn_local(async move {
            let answer = auth::verify_email(session.client(), &LinkToken { token }).await;
            if answer.is_ok() && session.me().is_some() {
                // The banner that asks for this goes; if not now, with the next page.
                let _ = session.look_again().await;
            }
            done.try_set(Some(answer));
        });
    }
    let step = move || {
        match done.get() {
        _ if !is_complete => view! {
            <Notice tone=Tone::Warn title="The link is not complete" text="Open the link of the mail again." />
        }
        .into_any(),
        None => view! { <Skeleton lines=2 /> }.into_any(),
        Some(Ok(())) => view! {
            <Notice tone=Tone::Good title="Your address is confirmed" text="Thank you. This page is not needed any more." />
        }
        .into_any(),
        Some(Err(error)) => view! { <Trouble error /> }.into_any(),
    }
    };
    let onward = move || {
        let (path, words) = if session.is_open() {
            (paths::SEARCH, "Go to your contacts")
        } else {
            (paths::LOGIN, "Sign in")
        };
        view! { <a class="button primary" href=path>{words}</a> }
    };
    view! {
        <Welcome title="Confirm your address".to_owned() text="So that nobody signs up with somebody else's address.".to_owned()>
            <div class="form">
                {step}
                {onward}
            </div>
        </Welcome>
    }
    .into_any()
}
