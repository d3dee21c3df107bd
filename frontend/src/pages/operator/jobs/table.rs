use domain::job::JobRecord;
use domain::{JobId, Timestamp};
use leptos::prelude::*;

use super::board::Board;
use super::words;
use crate::ui::{Badge, Button, Confirm, Empty, Glyph, Look, Skeleton};

/// The jobs of the chosen state. A row stays the same element while its words change, so that a
/// button keeps the focus when the page looks again.
#[component]
pub(super) fn Table(board: Board) -> impl IntoView {
    // None until jobs of the state that is looked at are there.
    let ids = Memo::new(move |_| {
        let state = board.state.get();
        board.page.with(|page| {
            let (_, page) = page.as_ref().filter(|(of, _)| *of == state)?;
            Some(page.jobs.iter().map(|job| job.id).collect::<Vec<JobId>>())
        })
    });
    let is_filled = Memo::new(move |_| ids.with(|ids| ids.as_ref().map(|ids| !ids.is_empty())));
    move || match is_filled.get() {
        None if board.error.with(Option::is_some) => ().into_any(),
        None => view! { <Skeleton lines=5 /> }.into_any(),
        Some(false) => {
            let (title, text) = words::nothing(board.state.get());
            view! { <Empty glyph=Glyph::List title text /> }.into_any()
        }
        Some(true) => view! {
            <div class="table-scroll" tabindex="0" role="region" aria-label="Jobs">
                <table class="table jobs">
                    <thead>
                        <tr>
                            <th scope="col">"Job"</th>
                            <th scope="col">"Organization"</th>
                            <th scope="col">"Attempt"</th>
                            <th scope="col">"Time"</th>
                            <th scope="col">"Worker"</th>
                            <th scope="col"><span class="unseen">"What can be done"</span></th>
                        </tr>
                    </thead>
                    <tbody>
                        <For
                            each=move || ids.get().unwrap_or_default()
                            key=|id| *id
                            children=move |id| view! { <Row board id /> }
                        />
                    </tbody>
                </table>
            </div>
            <Show when=move || board.has_more()>
                <div class="more">
                    <Button label="Show more" on_press=move |()| board.more() />
                </div>
            </Show>
        }
        .into_any(),
    }
}

#[component]
fn Row(board: Board, id: JobId) -> impl IntoView {
    let job = board.job(id);
    let now = Memo::new(move |_| board.page.with(|page| page.as_ref().map(|(_, page)| page.at)));
    let told = move |tell: fn(&JobRecord, Timestamp) -> String| {
        move || job.with(|job| Some(tell(job.as_ref()?, now.get()?)))
    };
    let remark = Memo::new(move |_| job.with(|job| words::remark(job.as_ref()?, now.get()?)));
    let error = move || job.with(|job| job.as_ref()?.error.clone());
    let kind = move || job.with(|job| job.as_ref().map(|job| words::kind(&job.kind).to_owned()));
    view! {
        <tr>
            <td>
                <span class="first">{kind}</span>
                <span class="second id">{id.to_string()}</span>
                {move || remark.get().map(|(text, tone)| view! { <Badge text tone /> })}
                {move || error().map(|error| view! { <span class="job-error">{error}</span> })}
            </td>
            <td>
                {told(|job, _| match &job.organization {
                    Some(organization) => organization.name.clone(),
                    None => "The installation".to_owned(),
                })}
            </td>
            <td>{told(|job, _| words::attempt(job))}</td>
            <td class="when">{told(words::age)}</td>
            <td class="second id">{told(|job, _| job.worker.clone().unwrap_or_default())}</td>
            <td><Acts board job id /></td>
        </tr>
    }
}

#[component]
fn Acts(board: Board, job: Memo<Option<JobRecord>>, id: JobId) -> impl IntoView {
    let may = move |allows: fn(&JobRecord) -> bool| {
        Memo::new(move |_| job.with(|job| job.as_ref().is_some_and(allows)))
    };
    let (may_retry, may_cancel) = (may(|job| job.may_retry), may(|job| job.may_cancel));
    let busy = Signal::derive(move || board.busy.get() == Some(id));
    let ask = move |()| {
        board.cancelling.set(job.get_untracked());
        board.asking.set(true);
    };
    view! {
        <div class="job-acts">
            <Show when=move || may_retry.get()>
                <Button
                    label="Try again"
                    describe=format!("Try again {id}")
                    busy
                    on_press=move |()| board.retry(id)
                />
            </Show>
            <Show when=move || may_cancel.get()>
                <Button
                    label="Cancel"
                    describe=format!("Cancel {id}")
                    look=Look::Quiet
                    busy
                    on_press=ask
                />
            </Show>
        </div>
    }
}

/// Asks before a job is cancelled, and says what that does.
#[component]
pub(super) fn CancelDialog(board: Board) -> impl IntoView {
    let kind = move || {
        board.cancelling.with(|job| job.as_ref().map(|job| job.kind.clone()).unwrap_or_default())
    };
    let whose = move || {
        board.cancelling.with(|job| {
            let organization = job.as_ref()?.organization.as_ref()?;
            Some(format!("It belongs to {}, whose audit log will tell of it.", organization.name))
        })
    };
    view! {
        <Confirm
            open=board.asking
            title="Cancel this job?".to_owned()
            act="Cancel the job".to_owned()
            on_confirm=move |()| board.cancel()
        >
            <p>{move || words::consequence(&kind())}</p>
            <p>{whose}</p>
        </Confirm>
    }
}
