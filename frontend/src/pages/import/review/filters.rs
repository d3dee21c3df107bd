use std::collections::BTreeSet;
use std::time::Duration;

use domain::import::{ImportField, RowCounts, RowState};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::super::Current;
use super::super::rows::RowPlace;
use crate::api::imports;
use crate::format;
use crate::pages::field_words::{error_name, label_of};
use crate::ui::{Button, Glyph, Icon, Tab, Tabs, Timer, save_blob};

const ALL: &str = "all";
const SIMILAR: &str = "similar";
/// How long the typing must pause before the rows follow.
const PAUSE: Duration = Duration::from_millis(300);

/// The fates with their counts; one of them, or all, are shown.
#[component]
pub(in super::super) fn FateTabs(current: Current, place: RowPlace) -> impl IntoView {
    let counts = current.counts();
    let selected = Signal::derive(move || {
        place.filter.with(|filter| match (filter.state, filter.similar) {
            (_, Some(true)) => SIMILAR,
            (Some(state), _) => state.as_str(),
            (None, _) => ALL,
        })
    });
    let select = move |key: &'static str| {
        place.change(|filter| {
            filter.state = RowState::parse(key);
            filter.similar = (key == SIMILAR).then_some(true);
            if filter.state != Some(RowState::Invalid) {
                filter.error = None;
            }
        });
    };
    view! { <Tabs label="Rows" tabs=Signal::derive(move || tabs(counts.get())) selected on_select=select /> }
}

/// Which of these rows are shown: by words, by what is wrong with them.
#[component]
pub(super) fn Filters(current: Current, place: RowPlace) -> impl IntoView {
    let shows_errors = move || place.filter.with(|filter| filter.state == Some(RowState::Invalid));
    view! {
        <div class="row-filters">
            <Words place />
            <Show when=shows_errors>
                <ErrorField current place />
                <ErrorFile current />
            </Show>
        </div>
    }
}

fn tabs(counts: RowCounts) -> Vec<Tab> {
    let tab = |key, label, count: u64| Tab { key, label, count: Some(format::count(count)) };
    let state = |state: RowState, label, count| tab(state.as_str(), label, count);
    let always = [
        tab(ALL, "All", counts.total),
        state(RowState::New, "New", counts.new),
        state(RowState::Update, "Update", counts.update),
        state(RowState::Duplicate, "Duplicate", counts.duplicate),
        state(RowState::Invalid, "Invalid", counts.invalid),
    ];
    let sometimes = [
        tab(SIMILAR, "Look-alikes", counts.similar),
        state(RowState::Suppressed, "Suppressed", counts.suppressed),
        state(RowState::Skipped, "Left out", counts.skipped),
    ];
    let sometimes = sometimes.into_iter().filter(|tab| tab.count.as_deref() != Some("0"));
    always.into_iter().chain(sometimes).collect()
}

/// Words that are to be in any cell.
#[component]
fn Words(place: RowPlace) -> impl IntoView {
    let timer = Timer::new();
    let typed = move |event| {
        let text = domain::value::line(&event_target_value(&event));
        let follow = move || {
            place.change(|filter| filter.q = Some(text).filter(|text| !text.is_empty()));
        };
        timer.start(PAUSE, follow);
    };
    view! {
        <label class="row-search">
            <Icon glyph=Glyph::Search />
            <span class="unseen">"Find in the rows"</span>
            <input
                class="control"
                type="search"
                placeholder="Find in the rows"
                autocomplete="off"
                prop:value=place.filter.get_untracked().q.unwrap_or_default()
                on:input=typed
            />
        </label>
    }
}

/// The field that is wrong.
#[component]
fn ErrorField(current: Current, place: RowPlace) -> impl IntoView {
    let fields = current.import.with_untracked(|import| {
        let columns = import.as_ref().map(|import| import.columns.clone()).unwrap_or_default();
        let fields = columns.into_iter().filter_map(|column| column.field);
        let fields = fields.filter(|field| *field != ImportField::Ignore);
        fields.map(|field| error_name(&field)).collect::<BTreeSet<String>>()
    });
    let chosen =
        move |word: &str| place.filter.with(|filter| filter.error.as_deref() == Some(word));
    let option = move |word: String| {
        let words = label_of(&word);
        let this = word.clone();
        view! { <option value=word selected=move || chosen(&this)>{words}</option> }
    };
    let choose = move |event| {
        let word = event_target_value(&event);
        place.change(|filter| filter.error = Some(word).filter(|word| !word.is_empty()));
    };
    view! {
        <select class="control" aria-label="Field that is wrong" on:change=choose>
            <option value="" selected=move || place.filter.with(|filter| filter.error.is_none())>"Any field is wrong"</option>
            {fields.into_iter().map(option).collect_view()}
        </select>
    }
}

/// The rows that cannot be accepted, as a file.
#[component]
pub(in super::super) fn ErrorFile(current: Current) -> impl IntoView {
    let busy = RwSignal::new(false);
    let press = move |()| {
        busy.set(true);
        spawn_local(async move {
            let answer = imports::error_file(current.client, current.id).await;
            busy.try_set(false);
            match answer {
                Ok(file) => drop(save_blob(&current.file_name("errors.csv"), &file)),
                Err(error) => drop(current.error.try_set(Some(error))),
            }
        });
    };
    view! { <Button label="Download the invalid rows" glyph=Glyph::Download busy on_press=press /> }
}
