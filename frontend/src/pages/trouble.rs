use leptos::prelude::*;

use crate::api::Error;
use crate::ui::{Button, Notice, Tone};

/// What went wrong with a request, in the page where it happened.
#[component]
pub(super) fn Trouble(
    error: Error,
    /// Offered where trying again may help.
    #[prop(optional, into)]
    on_retry: Option<Callback<()>>,
) -> impl IntoView {
    let mut text = error.to_string();
    if let Some(id) = error.request_id() {
        text = format!("{text} (request {id})");
    }
    let retry = on_retry.map(|retry| view! { <Button label="Try again" on_press=retry /> });
    match retry {
        Some(retry) => {
            view! { <Notice tone=Tone::Bad title=error.title() text=text>{retry}</Notice> }
                .into_any()
        }
        None => view! { <Notice tone=Tone::Bad title=error.title() text=text /> }.into_any(),
    }
}
