//! What an operator reads.

use domain::Timestamp;
use domain::job::{JobRecord, JobState};

use crate::format;
use crate::ui::Tone;

/// States in the order of the tabs.
pub(super) const STATES: [(JobState, &str); 5] = [
    (JobState::Running, "Running"),
    (JobState::Queued, "Queued"),
    (JobState::Failed, "Failed"),
    (JobState::Done, "Done"),
    (JobState::Cancelled, "Cancelled"),
];

/// A kind of job.
pub(super) fn kind(word: &str) -> &str {
    match word {
        "stage_import" => "Check of an import",
        "revise_import" => "Change of many rows",
        "commit_import" => "Commit of an import",
        "undo_import" => "Undo of an import",
        "restore_import" => "Restoring of an import",
        "merge_keys" => "Order of keys behind an import",
        "plan_push" => "Dry run of a push",
        "push_contacts" => "Push into a CRM",
        "erase_organization" => "Deletion of an organization",
        "send_mail" => "Mail",
        other => other,
    }
}

/// What cancelling a job of a kind does.
pub(super) fn consequence(kind: &str) -> &'static str {
    match kind {
        "stage_import" => {
            "The import is cancelled and its file removed. Nothing of it was written yet; the organization can upload it again."
        }
        "commit_import" => {
            "Rows that were written stay in the workspace. The import goes back to its review, from where it can be gone on with or taken back."
        }
        "revise_import" => "Rows that were changed stay so. The import goes back to its review.",
        "undo_import" | "restore_import" => {
            "What is done stays so; asked again, it goes on from there."
        }
        "merge_keys" => {
            "Nothing is lost; the next check of an import does it, and begins later for it."
        }
        "plan_push" => "The push is cancelled. Nothing of it was written into the CRM.",
        "push_contacts" => {
            "What was written into the CRM stays there. The push is paused, and the organization can go on with it."
        }
        "send_mail" => "The mail is not sent and is forgotten.",
        _ => "It does not go on.",
    }
}

/// Why there is nothing in a state, and whether that is good.
pub(super) fn nothing(state: JobState) -> (&'static str, &'static str) {
    match state {
        JobState::Running => (
            "No worker is at work",
            "Everything that was asked for is done, or waits for its time.",
        ),
        JobState::Queued => ("Nothing waits", "The workers keep up: each job begins as it comes."),
        JobState::Failed => (
            "Nothing has failed",
            "A job that is given up stays here for 30 days, and can be tried again.",
        ),
        JobState::Done => ("Nothing was done lately", "Jobs that were done stay here for 7 days."),
        JobState::Cancelled => {
            ("Nothing was cancelled", "Jobs that an operator stopped stay here for 7 days.")
        }
    }
}

/// The moment of a job that matters in its state, in words.
pub(super) fn age(job: &JobRecord, now: Timestamp) -> String {
    let since = |moment: Timestamp| format::span(now.seconds_since(moment).max(0.0));
    match (job.state, job.started_at, job.finished_at) {
        (JobState::Queued, ..) if job.run_at > now => {
            format!("again in {}", format::span(job.run_at.seconds_since(now)))
        }
        (JobState::Queued, ..) => format!("waits for {}", since(job.run_at)),
        (JobState::Running, Some(started), _) => format!("for {}", since(started)),
        (_, _, Some(finished)) => format::ago(finished, now),
        _ => format::ago(job.created_at, now),
    }
}

/// What is to be said beside the state, and its colour.
pub(super) fn remark(job: &JobRecord, now: Timestamp) -> Option<(String, Tone)> {
    if job.cancel_asked && matches!(job.state, JobState::Queued | JobState::Running) {
        return Some(("Is being cancelled".to_owned(), Tone::Warn));
    }
    if job.state == JobState::Running && job.lease_until.is_some_and(|until| until < now) {
        return Some(("Its worker does not answer".to_owned(), Tone::Bad));
    }
    let progress = job.progress.filter(|progress| progress.expected > 0)?;
    if job.state == JobState::Done {
        return None;
    }
    let (done, expected) = (format::count(progress.done), format::count(progress.expected));
    Some((format!("{done} of {expected}"), Tone::Accent))
}

/// Which attempt it is.
pub(super) fn attempt(job: &JobRecord) -> String {
    let tries = format!("{} of {}", job.attempt - job.lapses, job.max_attempts);
    match job.lapses {
        0 => tries,
        lapses => format!("{tries}, cut off {}", times(lapses)),
    }
}

fn times(count: i64) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        more => format!("{more} times"),
    }
}
