use domain::access::Permission;
use domain::import::{ImportState, RowCounts};
use leptos::prelude::*;

use super::super::Current;
use super::super::undo::UndoButton;
use super::limits::Limits;
use crate::api::imports;
use crate::format;
use crate::pages::commands::{Command, Desk};
use crate::session::Session;
use crate::ui::{Button, Look, Notice, Tone};

/// What a commit would write, whether it may, and the button.
#[component]
pub(super) fn CommitPanel(current: Current) -> impl IntoView {
    let counts = current.counts();
    let session = Session::of_page();
    let commit = move |()| {
        current.act(async move { imports::commit(current.client, current.id).await });
    };
    let may_commit = move || session.allows(Permission::ImportsCommit);
    let nothing = move || counts.with(|counts| counts.new + counts.update == 0);
    let written = Memo::new(move |_| {
        current.import.with(|import| import.as_ref().map_or(0, |import| import.written))
    });
    let is_begun = Memo::new(move |_| written.get() > 0);
    let desk = Desk::of_page();
    let can_commit = move || may_commit() && !nothing();
    desk.serve_while(Command::CommitImport, can_commit, commit);
    desk.serve_while(Command::CancelImport, move || !is_begun.get(), move |()| current.cancel());
    let label = Signal::derive(move || {
        if is_begun.get() { "Go on with the commit" } else { "Commit" }.to_owned()
    });
    view! {
        <section class="panel commit-panel">
            <div class="lines">
                <h2>{move || summary(counts.get())}</h2>
                <p class="second">{move || left_out(counts.get())}</p>
            </div>
            <div class="actions">
                <Show
                    when=may_commit
                    fallback=|| view! {
                        <Notice tone=Tone::Plain title="A manager commits" text="Your role prepares imports; ask a manager to commit this one." />
                    }
                >
                    <Button label look=Look::Primary busy=current.busy disabled=Signal::derive(nothing) on_press=commit />
                </Show>
                <Show when=move || is_begun.get() && may_commit()>
                    <UndoButton current state=ImportState::Review />
                </Show>
                <Show when=move || !is_begun.get()>
                    <Button label="Cancel import" look=Look::Quiet on_press=move |()| current.cancel() />
                </Show>
            </div>
            <Limits current />
            <Show when=move || is_begun.get()>
                <Notice
                    tone=Tone::Warn
                    title="The commit was stopped"
                    text=format!(
                        "{} in your workspace already. Go on to write the rest, or take back what is written.",
                        are_rows(written.get_untracked()),
                    )
                />
            </Show>
        </section>
    }
}

fn are_rows(written: u64) -> String {
    let verb = if written == 1 { "is" } else { "are" };
    format!("{} {verb}", format::counted(written, "row"))
}

/// What a commit will write.
fn summary(counts: RowCounts) -> String {
    let created = format::counted(counts.new, "contact");
    let updated = format::counted(counts.update, "contact");
    match (counts.new, counts.update) {
        (0, 0) => "There is nothing to write".to_owned(),
        (_, 0) => format!("{created} will be created"),
        (0, _) => format!("{updated} will be updated"),
        _ => format!("{created} will be created, {} updated", format::count(counts.update)),
    }
}

/// What a commit will leave alone.
fn left_out(counts: RowCounts) -> String {
    let parts = [
        (counts.duplicate, "says nothing new", "say nothing new"),
        (counts.invalid, "cannot be accepted", "cannot be accepted"),
        (counts.suppressed, "must not be stored", "must not be stored"),
        (counts.skipped, "is left out by you", "are left out by you"),
    ];
    format::left_out(counts.total, "row", &parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outcome_is_said_in_figures() {
        let counts = RowCounts {
            total: 1_203,
            new: 1_000,
            update: 1,
            duplicate: 200,
            invalid: 2,
            skipped: 1,
            ..RowCounts::default()
        };
        assert_eq!(summary(counts), "1,000 contacts will be created, 1 updated");
        assert_eq!(
            left_out(counts),
            "Of 1,203 rows, 200 say nothing new; 2 cannot be accepted; 1 is left out by you."
        );
        let single = RowCounts { total: 2, new: 1, duplicate: 1, ..RowCounts::default() };
        assert_eq!(left_out(single), "Of 2 rows, 1 says nothing new.");
        let clean = RowCounts { total: 1, new: 1, ..RowCounts::default() };
        assert_eq!(summary(clean), "1 contact will be created");
        assert_eq!(left_out(clean), "Every row can be written.");
        assert_eq!(summary(RowCounts::default()), "There is nothing to write");
    }

    #[test]
    fn what_a_stopped_commit_wrote_is_counted() {
        assert_eq!(are_rows(1), "1 row is");
        assert_eq!(are_rows(12_000), "12,000 rows are");
    }
}
