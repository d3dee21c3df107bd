use domain::job::KindFigures;
use leptos::prelude::*;

use super::board::Board;
use super::words;
use crate::format;
use crate::ui::Skeleton;

/// A card for each kind: what waits, runs and has failed at this moment.
#[component]
pub(super) fn Cards(board: Board) -> impl IntoView {
    let kinds = Memo::new(move |_| {
        board.figures.with(|figures| figures.as_ref().map(|figures| figures.kinds.clone()))
    });
    move || match kinds.get() {
        Some(kinds) => {
            let cards = kinds.into_iter().map(card).collect_view();
            view! { <ul class="job-cards" aria-label="Kinds of jobs">{cards}</ul> }.into_any()
        }
        None if board.error.with(Option::is_some) => ().into_any(),
        None => view! { <Skeleton lines=3 /> }.into_any(),
    }
}

fn card(kind: KindFigures) -> impl IntoView {
    let figure = |label: &'static str, count: u64, is_bad: bool| {
        view! {
            <div class:bad=is_bad>
                <dt>{label}</dt>
                <dd>{format::count(count)}</dd>
            </div>
        }
    };
    let wait = match kind.oldest_wait_seconds {
        Some(seconds) => format!("The oldest waits for {}", format::span(seconds)),
        None if kind.queued > 0 => "All wait for their next attempt".to_owned(),
        None => "Nothing waits".to_owned(),
    };
    view! {
        <li class="job-card">
            <h2>{words::kind(&kind.kind).to_owned()}</h2>
            <dl>
                {figure("Queued", kind.queued, false)}
                {figure("Running", kind.running, false)}
                {figure("Failed", kind.failed, kind.failed > 0)}
            </dl>
            <p class="second">{wait}</p>
            <p class="second">{format!("{} done in the last hour", format::count(kind.done_last_hour))}</p>
        </li>
    }
}
