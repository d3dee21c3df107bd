//! `/operator/jobs`

mod board;
mod cards;
mod table;
mod words;

use domain::job::JobState;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use crate::format;
use crate::pages::trouble::Trouble;
use crate::router::{paths, set_title};
use crate::session::Session;
use crate::ui::{Notice, Tab, Tabs, Tone};
use board::Board;

/// The queue of background work: figures for each kind, and the jobs in each state.
pub(crate) fn jobs_page() -> AnyView {
    set_title("Background jobs");
    let session = Session::of_page();
    let allowed = Memo::new(move |_| session.is_operator());
    let body = move || {
        if allowed.get() {
            return view! { <Jobs /> }.into_any();
        }
        view! {
            <Notice
                tone=Tone::Plain
                title="This page is for the operators of the installation"
                text="Whoever runs the server makes one with: server operator add ADDRESS"
            />
        }
        .into_any()
    };
    view! {
        <div class="page operator">
            <div class="page-head">
                <h1>"Background jobs"</h1>
                <p class="lead">
                    "Imports, mails and deletions of all organizations, as the workers take them. What a job works on is not shown here."
                </p>
            </div>
            {body}
        </div>
    }
    .into_any()
}

#[component]
fn Jobs() -> impl IntoView {
    let query = use_query_map();
    let navigate = StoredValue::new_local(use_navigate());
    let state = Memo::new(move |_| {
        let asked = query.with(|query| query.get("state"));
        asked.and_then(|word| JobState::from_word(&word)).unwrap_or(JobState::Running)
    });
    let board = Board::start(state);
    let select = move |key: &'static str| {
        let path = format!("{}?state={key}", paths::JOBS);
        navigate
            .with_value(|go| go(&path, NavigateOptions { replace: true, ..Default::default() }));
    };
    let selected = Signal::derive(move || state.get().as_str());
    view! {
        {move || board.error.get().map(|error| {
            view! { <Trouble error on_retry=move |()| board.refresh() /> }
        })}
        <cards::Cards board />
        <section class="panel">
            <Tabs label="State" tabs=tabs(board) selected on_select=select />
            <table::Table board />
        </section>
        <table::CancelDialog board />
    }
}

/// A tab a state, with how many there are, where that is counted.
fn tabs(board: Board) -> Signal<Vec<Tab>> {
    let total = move |state: JobState| {
        board.figures.with(|figures| {
            let kinds = &figures.as_ref()?.kinds;
            let count = |kind: &domain::job::KindFigures| match state {
                JobState::Queued => Some(kind.queued),
                JobState::Running => Some(kind.running),
                JobState::Failed => Some(kind.failed),
                JobState::Done | JobState::Cancelled => None,
            };
            kinds.iter().map(count).sum::<Option<u64>>()
        })
    };
    Signal::derive(move || {
        words::STATES
            .iter()
            .map(|&(state, label)| Tab {
                key: state.as_str(),
                label,
                count: total(state).map(format::count),
            })
            .collect()
    })
}
