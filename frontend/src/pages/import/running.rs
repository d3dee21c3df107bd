use domain::import::ImportState;
use leptos::prelude::*;

use super::Current;
use crate::format;
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
            "You can leave this page; the work goes on and is safe against interruptions.",
        ),
        _ => ("Taking the import back", "Rows that were changed since are kept."),
    };
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
        (rate > 0).then(|| format!("{} rows/s", format::count(rate)))
    };
    let left = move || {
        let left = progress.get().eta_seconds.map(format::span).filter(|left| !left.is_empty());
        left.map(|left| format!("{left} left"))
    };
    let percent = Signal::derive(move || {
        let progress = progress.get();
        format::percent(progress.done, progress.total)
    });
    view! {
        <section class="panel running">
            <h2>{title}</h2>
            <p class="second">{text}</p>
            <ProgressBar label=title percent />
            <p class="running-figures">
                <span>{done}</span>
                <span>{rate}</span>
                <span>{left}</span>
            </p>
            <Show when=move || state == ImportState::Staging>
                <Button label="Cancel import" look=Look::Quiet busy=current.busy on_press=move |()| current.cancel() />
            </Show>
        </section>
    }
}
