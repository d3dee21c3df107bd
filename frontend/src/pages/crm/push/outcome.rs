use domain::crm::PushState;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::super::words;
use super::current::Current;
use crate::api::crm::{self, PushAct};
use crate::format;
use crate::ui::{Button, Empty, Glyph, Look, Notice, Tone, save_blob};

/// How a push ended.
#[component]
pub(super) fn Outcome(current: Current, state: PushState) -> impl IntoView {
    let counts = current.counts();
    let nothing = current.of(|push| push.changed_nothing);
    let reason = current.of(|push| push.error.clone());
    let head = move || {
        match state {
        PushState::Failed => {
            let text = reason.get().unwrap_or_else(|| "Start another push.".to_owned());
            view! { <Notice tone=Tone::Bad title="The push stopped" text /> }.into_any()
        }
        PushState::Cancelled => view! {
            <Empty
                glyph=Glyph::Close
                title="This push was given up"
                text="What was written into the CRM before stays there, and is known: another push does not write it again."
            />
        }
        .into_any(),
        _ if nothing.get() => view! {
            <Empty
                glyph=Glyph::Check
                title="Nothing had to be changed"
                text="The CRM has all of these contacts already, as they would be written."
            />
        }
        .into_any(),
        _ => view! {
            <Empty
                glyph=Glyph::Check
                title="The push is done"
                text="Each contact was read back after it was written; below is what became of it."
            />
        }
        .into_any(),
    }
    };
    let can_retry = move || state != PushState::Cancelled && counts.get().failed > 0;
    let has_file = move || {
        let counts = counts.get();
        counts.failed + counts.conflict + counts.not_pushable + counts.suppressed > 0
    };
    view! {
        <section class="panel">
            {head}
            <Figures figures=Signal::derive(move || words::figures(&counts.get())) />
            <div class="actions centred">
                <Show when=can_retry>
                    <Button
                        label="Try the failed ones again"
                        look=Look::Primary
                        busy=current.busy
                        on_press=move |()| current.act(PushAct::Retry)
                    />
                </Show>
                <Show when=has_file>
                    <ErrorFile current />
                </Show>
            </div>
        </section>
    }
}

/// Counts and what they count.
#[component]
pub(super) fn Figures(figures: Signal<Vec<(u64, &'static str)>>) -> impl IntoView {
    let one = |(count, words): (u64, &'static str)| {
        view! { <div><dt>{words}</dt><dd>{format::count(count)}</dd></div> }
    };
    view! { <dl class="figures">{move || figures.get().into_iter().map(one).collect_view()}</dl> }
}

#[component]
fn ErrorFile(current: Current) -> impl IntoView {
    let busy = RwSignal::new(false);
    let press = move |()| {
        busy.set(true);
        spawn_local(async move {
            let answer = crm::error_file(current.client, current.id).await;
            busy.try_set(false);
            match answer {
                Ok(file) => drop(save_blob("push errors.csv", &file)),
                Err(error) => drop(current.error.try_set(Some(error))),
            }
        });
    };
    view! { <Button label="Download what did not arrive" glyph=Glyph::Download busy on_press=press /> }
}
