//! `/crm/pushes/{id}`: dry run → review → push → results.

mod current;
mod items;
mod outcome;
mod review;
mod running;

use domain::PushId;
use domain::crm::{Push, PushState};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::words;
use crate::format;
use crate::pages::missing::missing_page;
use crate::pages::trouble::Trouble;
use crate::router::{paths, set_title};
use crate::ui::{Badge, Glyph, Icon, Skeleton};
use current::Current;
use items::Items;

/// One push, at whatever step it stands.
pub(crate) fn push_page() -> AnyView {
    set_title("Push");
    let params = use_params_map();
    let Some(id) = params.with_untracked(|params| params.get("id")?.parse::<PushId>().ok()) else {
        return missing_page();
    };
    let current = Current::start(id);
    let state = current.state();
    let step = move || match state.get() {
        Some(state) => step_view(current, state),
        None if current.error.with(Option::is_some) => ().into_any(),
        None => view! { <Skeleton lines=8 /> }.into_any(),
    };
    view! {
        <div class="page crm">
            <a class="back" href=paths::CRM><Icon glyph=Glyph::ArrowLeft />"All pushes"</a>
            <Head current />
            {move || current.error.get().map(|error| {
                view! { <Trouble error on_retry=move |()| current.refresh() /> }
            })}
            {step}
            <Show when=move || state.get().is_some_and(|state| state != PushState::Planning)>
                <Items current />
            </Show>
        </div>
    }
    .into_any()
}

fn step_view(current: Current, state: PushState) -> AnyView {
    match state {
        PushState::Planning | PushState::Running | PushState::Paused => {
            view! { <running::Running current state /> }.into_any()
        }
        PushState::Ready => view! { <review::Review current /> }.into_any(),
        PushState::Done | PushState::Cancelled | PushState::Failed => {
            view! { <outcome::Outcome current state /> }.into_any()
        }
    }
}

#[component]
fn Head(current: Current) -> impl IntoView {
    let facts = Memo::new(move |_| current.push.with(|push| push.as_ref().map(facts)));
    let state = current.state();
    view! {
        <div class="page-head">
            <h1>
                "Push to the CRM " {move || state.get().map(|state| {
                    view! { <Badge text=state.title() tone=words::state(state) /> }
                })}
            </h1>
            <p class="lead">{move || facts.get()}</p>
        </div>
    }
}

fn facts(push: &Push) -> String {
    let by = push.by.as_ref().map_or("somebody who is gone", |by| by.name.as_str());
    format!("{} · {} · by {by}", words::what(push.what), format::second(push.created_at))
}
