use domain::crm::PushState;
use leptos::prelude::*;

use super::super::words;
use super::current::Current;
use super::outcome::Figures;
use crate::api::crm::PushAct;
use crate::format;
use crate::ui::{Button, Look, Notice, ProgressBar, Tone};

/// How far the dry run or the push is, and the ways to stop it.
#[component]
pub(super) fn Running(current: Current, state: PushState) -> impl IntoView {
    let (title, text) = match state {
        PushState::Planning => {
            ("Dry run", "Each contact is compared with the CRM. Nothing is written there yet.")
        }
        PushState::Running => (
            "Pushing",
            "You can leave this page; the work goes on and is safe against interruptions. Pausing keeps what is written.",
        ),
        _ => ("Paused", "It goes on where it stopped, and writes nothing twice."),
    };
    let progress = current.of(|push| push.progress);
    let percent = Signal::derive(move || {
        let progress = progress.get();
        format::percent(progress.done, progress.total)
    });
    let done = move || {
        let progress = progress.get();
        if progress.total == 0 {
            return "Starting…".to_owned();
        }
        let total = format::counted(progress.total, "contact");
        format!("{} of {total}", format::count(progress.done))
    };
    let left = current.of(|push| push.estimate);
    #[expect(clippy::cast_precision_loss, reason = "seconds of a push")]
    let time =
        move || left.get().map_or("–".to_owned(), |left| format::span(left.seconds as f64));
    let trouble = current.of(|push| push.error.clone());
    let counts = current.counts();
    view! {
        <section class="panel running">
            <h2>{title}</h2>
            <p class="second">{text}</p>
            {move || trouble.get().map(|text| view! { <Notice tone=Tone::Warn title="It waits" text /> })}
            <ProgressBar label=title percent />
            <dl class="running-figures">
                <div><dt>"Done"</dt><dd>{done}</dd></div>
                {(state != PushState::Planning).then(|| view! {
                    <div><dt>"Time left"</dt><dd>{time}</dd></div>
                })}
            </dl>
            <Figures figures=Signal::derive(move || words::figures(&counts.get())) />
            <div class="actions">
                {(state == PushState::Running).then(|| view! {
                    <Button label="Pause" busy=current.busy on_press=move |()| current.act(PushAct::Pause) />
                })}
                {(state == PushState::Paused).then(|| view! {
                    <Button
                        label="Resume"
                        look=Look::Primary
                        busy=current.busy
                        on_press=move |()| current.act(PushAct::Resume)
                    />
                })}
                <Button label="Cancel" look=Look::Quiet on_press=move |()| current.act(PushAct::Cancel) />
            </div>
        </section>
    }
}
