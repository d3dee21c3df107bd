//! What a person reads about pushes.

use domain::crm::{
    ConnectionState, CrmField, Push, PushCounts, PushEstimate, PushFate, PushState, PushWhat,
};

use crate::format;
use crate::ui::Tone;

pub(super) const fn connection(state: ConnectionState) -> Tone {
    match state {
        ConnectionState::Connected => Tone::Good,
        ConnectionState::Reconnect => Tone::Bad,
        ConnectionState::Chosen | ConnectionState::Paused => Tone::Warn,
        ConnectionState::Disconnected => Tone::Plain,
    }
}

pub(super) const fn state(state: PushState) -> Tone {
    match state {
        PushState::Planning | PushState::Running => Tone::Accent,
        PushState::Ready | PushState::Paused => Tone::Warn,
        PushState::Done => Tone::Good,
        PushState::Cancelled => Tone::Plain,
        PushState::Failed => Tone::Bad,
    }
}

pub(super) const fn fate(fate: PushFate) -> Tone {
    match fate {
        PushFate::Create | PushFate::Created | PushFate::Updated => Tone::Good,
        PushFate::Update => Tone::Accent,
        PushFate::Unchanged | PushFate::NotPushable => Tone::Plain,
        PushFate::Conflict | PushFate::Suppressed => Tone::Warn,
        PushFate::Failed => Tone::Bad,
    }
}

/// What was chosen, as the beginning of a line.
pub(super) const fn what(what: PushWhat) -> &'static str {
    match what {
        PushWhat::Ids => "Selected contacts",
        PushWhat::List => "A list",
        PushWhat::Search => "A whole search",
    }
}

/// What a push would write.
pub(super) fn summary(counts: &PushCounts) -> String {
    let created = format::counted(counts.create, "contact");
    let updated = format::counted(counts.update, "contact");
    match (counts.create, counts.update) {
        (0, 0) => "There is nothing to write".to_owned(),
        (_, 0) => format!("{created} will be created in the CRM"),
        (0, _) => format!("{updated} will be updated in the CRM"),
        _ => format!(
            "{created} will be created in the CRM, {} updated",
            format::count(counts.update)
        ),
    }
}

/// What a push would leave alone.
pub(super) fn left_out(counts: &PushCounts) -> String {
    let cannot = "cannot be matched: no e-mail address, no phone number";
    let parts = [
        (
            counts.unchanged,
            "is there already, as it would be written",
            "are there already, as they would be written",
        ),
        (counts.conflict, "is a conflict", "are conflicts"),
        (counts.not_pushable, cannot, cannot),
        (counts.suppressed, "must not leave", "must not leave"),
        (counts.failed, "could not be checked", "could not be checked"),
    ];
    format::left_out(counts.total, "contact", &parts)
}

/// How long it takes at the CRM's allowance.
pub(super) fn estimate(estimate: PushEstimate) -> String {
    #[expect(clippy::cast_precision_loss, reason = "seconds of a push")]
    let span = format::span(estimate.seconds as f64);
    format!(
        "About {span}, with {} to the CRM, which allows no more at a time.",
        format::counted(estimate.requests, "request")
    )
}

/// Fields of the CRM as a person calls them.
pub(super) fn fields(names: &[String]) -> String {
    let title = |name: &String| {
        CrmField::from_word(name).map_or_else(|| name.clone(), |field| field.title().to_owned())
    };
    names.iter().map(title).collect::<Vec<_>>().join(", ")
}

/// Counts and what they count, those of nothing left out.
pub(super) fn figures(counts: &PushCounts) -> Vec<(u64, &'static str)> {
    let all = [
        (counts.created, "created"),
        (counts.updated, "updated"),
        (counts.create, "to be created"),
        (counts.update, "to be updated"),
        (counts.unchanged, "unchanged"),
        (counts.conflict, "conflicts"),
        (counts.not_pushable, "not pushable"),
        (counts.suppressed, "suppressed"),
        (counts.failed, "failed"),
    ];
    all.into_iter().filter(|(count, _)| *count > 0).collect()
}

/// How a push came out, in the history.
pub(super) fn outcome(push: &Push) -> String {
    let total = format::counted(push.counts.total, "contact");
    if push.changed_nothing {
        return format!("{total} · nothing had to be changed");
    }
    let parts: Vec<String> = figures(&push.counts)
        .into_iter()
        .map(|(count, words)| format!("{} {words}", format::count(count)))
        .collect();
    std::iter::once(total).chain(parts).collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dry_run_is_said_in_figures() {
        let counts = PushCounts {
            total: 1_010,
            create: 1_000,
            update: 1,
            unchanged: 5,
            conflict: 1,
            not_pushable: 3,
            ..PushCounts::default()
        };
        assert_eq!(summary(&counts), "1,000 contacts will be created in the CRM, 1 updated");
        assert_eq!(
            left_out(&counts),
            "Of 1,010 contacts, 5 are there already, as they would be written; 1 is a conflict; \
             3 cannot be matched: no e-mail address, no phone number."
        );
        assert_eq!(figures(&counts)[0], (1_000, "to be created"));
        assert_eq!(figures(&counts).len(), 5);
        let none = PushCounts::default();
        assert_eq!(summary(&none), "There is nothing to write");
        assert_eq!(left_out(&none), "Every contact can be written.");
    }

    #[test]
    fn fields_are_called_as_people_call_them() {
        let names = ["companyName", "email", "unheardOf"].map(str::to_owned);
        assert_eq!(fields(&names), "Company, E-mail, unheardOf");
    }

    #[test]
    fn an_estimate_has_time_and_requests() {
        let words = estimate(PushEstimate { requests: 1, seconds: 20 });
        assert_eq!(words, "About 20 s, with 1 request to the CRM, which allows no more at a time.");
    }
}
