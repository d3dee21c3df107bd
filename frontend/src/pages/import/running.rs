use domain::import::ImportState;
use leptos::prelude::*;

use super::Current;
use crate::format;
use crate::pages::commands::{Command, Desk};
use crate::ui::{Button, Look, ProgressBar};

/// How far the job at work is.
#[component]
pub(super) fn Running(current: Current, state: ImportState) -> impl IntoView {
    let progress = Memo::new(move |_| {
        current
            .import
            .with(|import| import.as_ref().map(|import| import.progress))
            .unwrap_or_default()
    });
    let (title, text) = match state {
        ImportState::Staging => (
            "Checking every row",
            "Each row is read and compared with your contacts. Nothing is written yet.",
        ),
        ImportState::Committing => (
            "Writing your contacts",
            "You can leave this page; the work goes on and is safe against interruptions. Stopping keeps what is written.",
        ),
        _ => ("Taking the import back", "What was changed since is kept."),
    };
    let is_commit = state == ImportState::Committing;
    let done = move || {
        let progress = progress.get();
        if progress.total == 0 {
            "Starting…".to_owned()
        } else {
            format!(
                "{} of {}",
                format::count(progress.done),
                format::counted(progress.total, "row")
            )
        }
    };
    let rate = move || {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a rate")]
        let rate = progress.get().rows_per_second as u64;
        if rate > 0 { format!("{} rows/s", format::count(rate)) } else { "–".to_owned() }
    };
    let left = move || {
        let left = progress.get().eta_seconds.map(format::span).filter(|left| !left.is_empty());
        left.unwrap_or_else(|| "–".to_owned())
    };
    let desk = Desk::of_page();
    desk.serve_while(Command::StopCommit, move || is_commit, move |()| current.stop());
    let is_check = state == ImportState::Staging;
    desk.serve_while(Command::CancelImport, move || is_check, move |()| current.cancel());
    let percent = Signal::derive(move || {
        let progress = progress.get();
        format::percent(progress.done, progress.total)
    });
    view! {
        <section class="panel running">
            <h2>{title}</h2>
            <p class="second">{text}</p>
            <ProgressBar label=title percent />
            <dl class="running-figures">
                <div><dt>"Done"</dt><dd>{done}</dd></div>
                <div><dt>"Speed"</dt><dd>{rate}</dd></div>
                <div><dt>"Time left"</dt><dd>{left}</dd></div>
            </dl>
            <Show when=move || state == ImportState::Staging>
                <Button label="Cancel import" look=Look::Quiet busy=current.busy on_press=move |()| current.cancel() />
            </Show>
            <Show when=move || is_commit>
                <Button label="Stop" busy=current.busy on_press=move |()| current.stop() />
            </Show>
        </section>
    }
}
