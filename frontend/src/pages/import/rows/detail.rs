use std::sync::Arc;

use domain::contact::history;
use domain::import::{ImportRow, MatchHow, MatchWith, RowMatch, RowPatch, RowState};
use leptos::prelude::*;

use super::edit_list::EditList;
use super::store::Rows;
use crate::format;
use crate::pages::changes::{Changes, shown_of};
use crate::pages::field_words::label_of;
use crate::pages::imports::words;
use crate::router::paths;
use crate::ui::{Badge, Button, Look};

type AtHand = Memo<Option<Arc<ImportRow>>>;

/// Everything about the row at hand: its fate and why, whom it resembles, what it would change,
/// and its cells.
#[component]
pub(super) fn RowDetail(rows: Rows, is_editable: bool) -> impl IntoView {
    let number = Memo::new(move |_| rows.at_hand().map(|row| row.number));
    let body = move |number: u64| {
        // The same row after a change keeps its place, and what is typed its focus.
        let row: AtHand = Memo::new(move |_| rows.at_hand().filter(|row| row.number == number));
        let may_edit =
            is_editable && row.with_untracked(|row| row.as_ref().is_some_and(|row| !row.committed));
        view! {
            <Fate row number />
            {may_edit.then(|| view! { <Acts rows row number /> })}
            {move || row.get().map(|row| evidence(&row))}
            <EditList rows number row is_editable=may_edit />
        }
    };
    move || {
        match number.get() {
        Some(number) => body(number).into_any(),
        None => view! {
            <p class="row-hint">
                "Choose a row to see why it has its fate, whom it resembles and what it would change."
            </p>
        }
        .into_any(),
    }
    }
}

#[component]
fn Fate(row: AtHand, number: u64) -> impl IntoView {
    let badge = move || {
        row.get().map(|row| {
            let (text, tone) = words::row_state(row.state);
            view! { <Badge text tone /> {row.committed.then(|| view! { <Badge text="Written" /> })} }
        })
    };
    let reason = move || row.get().map(|row| row.reason.clone()).filter(|text| !text.is_empty());
    let errors = move || {
        let errors = row.get().map(|row| row.errors.clone()).unwrap_or_default();
        let one = |error: domain::problem::FieldError| {
            view! { <li><strong>{label_of(&error.field)}</strong> " " {error.message}</li> }
        };
        (!errors.is_empty()).then(|| {
            view! { <ul class="row-errors">{errors.into_iter().map(one).collect_view()}</ul> }
        })
    };
    let kept = move || {
        let kept = row.get().and_then(|row| row.kept.clone())?;
        let fields: Vec<String> = kept.fields.iter().map(|field| label_of(field)).collect();
        Some(view! {
            <p class="row-kept">
                {kept.reason}
                {(!fields.is_empty()).then(|| format!(" Kept: {}.", fields.join(", ")))}
            </p>
        })
    };
    view! {
        <header class="row-head">
            <h3>{format!("Row {}", format::count(number))}</h3>
            {badge}
        </header>
        {move || reason().map(|text| view! { <p class="row-reason">{text}</p> })}
        {kept}
        {errors}
    }
}

#[component]
fn Acts(rows: Rows, row: AtHand, number: u64) -> impl IntoView {
    let is_skipped =
        Memo::new(move |_| row.get().is_some_and(|row| row.state == RowState::Skipped));
    let is_apart = Memo::new(move |_| row.get().is_some_and(|row| row.apart));
    let resembles = Memo::new(move |_| {
        row.get().is_some_and(|row| {
            row.apart || row.matches.iter().any(|m| m.with != MatchWith::Directory)
        })
    });
    let skip_words = Signal::derive(move || {
        if is_skipped.get() { "Take it in again" } else { "Leave this row out" }.to_owned()
    });
    let apart_words = Signal::derive(move || {
        if is_apart.get() { "Compare it again" } else { "Somebody else" }.to_owned()
    });
    let skip = move |()| {
        let skip = Some(!is_skipped.get_untracked());
        rows.change(number, RowPatch { skip, ..RowPatch::default() });
    };
    let apart = move |()| {
        let apart = Some(!is_apart.get_untracked());
        rows.change(number, RowPatch { apart, ..RowPatch::default() });
    };
    view! {
        <div class="actions">
            <Button label=skip_words on_press=skip />
            <Show when=move || resembles.get()>
                <Button label=apart_words look=Look::Quiet on_press=apart />
            </Show>
        </div>
    }
}

/// Whom the row resembles, and what it would change or become.
fn evidence(row: &ImportRow) -> impl IntoView + use<> {
    let matches = (!row.matches.is_empty()).then(|| {
        let list = row.matches.iter().map(resemblance).collect_view();
        view! { <section><h4>"Resembles"</h4><ul class="row-matches">{list}</ul></section> }
    });
    let changes = (!row.changes.is_empty()).then(|| {
        let changes = row.changes.clone();
        view! { <section><h4>"What it changes"</h4><Changes changes /></section> }
    });
    let becomes = row.fields.as_ref().filter(|_| row.state == RowState::New).map(|fields| {
        let one = |(name, value): (String, serde_json::Value)| {
            shown_of(&name, &value)
                .map(|text| view! { <div><dt>{label_of(&name)}</dt><dd>{text}</dd></div> })
        };
        let all = history::by_name(fields).into_iter().map(one).collect_view();
        view! { <section><h4>"What it becomes"</h4><dl class="changes">{all}</dl></section> }
    });
    view! { {matches} {changes} {becomes} }
}

fn resemblance(other: &RowMatch) -> impl IntoView + use<> {
    let place = match other.with {
        MatchWith::Contact => "your contact",
        MatchWith::Row => "an earlier row",
        MatchWith::Directory => "the directory",
    };
    let name = match (other.row, other.name.is_empty()) {
        (Some(row), _) => format!("Row {}", format::count(row)),
        (None, true) => "A contact".to_owned(),
        (None, false) => other.name.clone(),
    };
    let name = match other.contact_id.filter(|_| other.with == MatchWith::Contact) {
        Some(id) => view! { <a href=paths::contact(id)>{name}</a> }.into_any(),
        None => view! { <strong>{name}</strong> }.into_any(),
    };
    let how = match other.how {
        MatchHow::Same => "the same as",
        MatchHow::Like => "looks like",
    };
    view! {
        <li>
            <span class="second">{how} " " {place}</span>
            {name}
            <span class="evidence">{other.evidence.clone()}</span>
        </li>
    }
}
