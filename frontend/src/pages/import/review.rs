use domain::access::Permission;
use domain::import::{Import, RowCounts, RowState};
use leptos::prelude::*;

use super::Current;
use super::row_table::RowTable;
use crate::api::imports;
use crate::format;
use crate::session::Session;
use crate::ui::{Button, Look, Notice, Tab, Tabs, Tone};

/// Every row with its fate, before anything is written.
#[component]
pub(super) fn Review(current: Current, import: Import) -> impl IntoView {
    let counts = import.rows;
    let session = Session::of_page();
    let state = RwSignal::new(None::<RowState>);
    let selected = Signal::derive(move || state.get().map_or(ALL, RowState::as_str));
    let commit = move |()| {
        current.act(async move { imports::commit(current.client, current.id).await });
    };
    let may_commit = move || session.allows(Permission::ImportsCommit);
    let nothing = counts.new + counts.update == 0;
    view! {
        <section class="panel commit-panel">
            <div class="lines">
                <h2>{summary(counts)}</h2>
                <p class="second">{left_out(counts)}</p>
            </div>
            <div class="actions">
                <Show
                    when=may_commit
                    fallback=|| view! {
                        <Notice tone=Tone::Plain title="A manager commits" text="Your role prepares imports; ask a manager to commit this one." />
                    }
                >
                    <Button label="Commit" look=Look::Primary busy=current.busy disabled=nothing on_press=commit />
                </Show>
                <Button label="Cancel import" look=Look::Quiet on_press=move |()| current.cancel() />
            </div>
        </section>
        <section class="panel">
            <Tabs label="Rows" tabs=tabs(counts) selected on_select=move |key| state.set(RowState::parse(key)) />
            <RowTable current columns=import.columns state />
        </section>
    }
}

const ALL: &str = "all";

fn tabs(counts: RowCounts) -> Vec<Tab> {
    let tab = |key, label, count: u64| Tab { key, label, count: Some(format::count(count)) };
    let mut tabs = vec![
        tab(ALL, "All", counts.total),
        tab(RowState::New.as_str(), "New", counts.new),
        tab(RowState::Update.as_str(), "Update", counts.update),
        tab(RowState::Duplicate.as_str(), "Duplicate", counts.duplicate),
        tab(RowState::Invalid.as_str(), "Invalid", counts.invalid),
    ];
    if counts.suppressed > 0 {
        tabs.push(tab(RowState::Suppressed.as_str(), "Suppressed", counts.suppressed));
    }
    tabs
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
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| {
            format!("{} {}", format::count(count), if count == 1 { one } else { many })
        })
        .collect();
    if parts.is_empty() {
        return "Every row can be written.".to_owned();
    }
    format!("Of {}, {}.", format::counted(counts.total, "row"), parts.join(", "))
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
            suppressed: 0,
        };
        assert_eq!(summary(counts), "1,000 contacts will be created, 1 updated");
        assert_eq!(left_out(counts), "Of 1,203 rows, 200 say nothing new, 2 cannot be accepted.");
        let single = RowCounts { total: 2, new: 1, duplicate: 1, ..RowCounts::default() };
        assert_eq!(left_out(single), "Of 2 rows, 1 says nothing new.");
        let clean = RowCounts { total: 1, new: 1, ..RowCounts::default() };
        assert_eq!(summary(clean), "1 contact will be created");
        assert_eq!(left_out(clean), "Every row can be written.");
        assert_eq!(summary(RowCounts::default()), "There is nothing to write");
    }
}
