//! How a row of the file is drawn in the grid. A cell is made once and shows one row after the other.

use std::sync::Arc;

use domain::import::{Column, ImportRow};
use leptos::html;
use leptos::prelude::*;
use web_sys::Element;

use super::cells::{self, CellText};
use crate::format;
use crate::pages::imports::words;
use crate::ui::{Badge, Tone, write_attribute, write_text};

/// The row that is shown; none while it is on its way.
pub(super) type Shown = Memo<Option<Arc<ImportRow>>>;

/// What becomes of a row.
pub(super) fn fate(row: Shown) -> AnyView {
    let words =
        Memo::new(move |_| row.with(|row| row.as_ref().map(|row| words::row_state(row.state))));
    let text = Signal::derive(move || words.get().map_or("", |(text, _)| text).to_owned());
    let tone = Signal::derive(move || words.get().map_or(Tone::Plain, |(_, tone)| tone));
    view! { <Badge text tone /> }.into_any()
}

/// A text of the file. It is written by hand where it differs from the one before: a view that follows each part of
/// it, in hundreds of cells, would cost more than the scrolling leaves.
pub(super) fn file_text(row: Shown, index: usize, column: StoredValue<Column>) -> AnyView {
    let node = NodeRef::<html::Span>::new();
    let cell =
        move |row: &Arc<ImportRow>| column.with_value(|column| cells::cell(row, index, column));
    Effect::new(move |before: Option<Option<CellText>>| {
        let now = row.with(|row| row.as_ref().map(cell).unwrap_or_default());
        let node = node.get()?;
        write(&node, &before.flatten().unwrap_or_default(), &now);
        Some(now)
    });
    let aside = move || {
        row.with(|row| {
            let row = row.as_ref().filter(|row| !row.edits.is_empty() || !row.errors.is_empty())?;
            Some(aside(&cell(row))).filter(|text| !text.is_empty())
        })
    };
    view! {
        <span node_ref=node class="cell-text"></span>
        {move || aside().map(|text| view! { <span class="unseen">{text}</span> })}
    }
    .into_any()
}

fn write(node: &Element, before: &CellText, now: &CellText) {
    if before.text != now.text {
        write_text(node, &now.text);
    }
    let is_marked = |cell: &CellText| (cell.original.is_some(), cell.wrong.is_some());
    if is_marked(before) != is_marked(now) {
        node.set_class_name(match is_marked(now) {
            (false, false) => "cell-text",
            (true, false) => "cell-text edited",
            (false, true) => "cell-text wrong",
            (true, true) => "cell-text edited wrong",
        });
    }
    if before != now {
        write_attribute(node, "title", &hint(now));
    }
}

/// What is said of a text when the pointer rests on it.
fn hint(cell: &CellText) -> String {
    match (&cell.original, &cell.wrong) {
        (_, Some(wrong)) => wrong.clone(),
        (Some(original), None) if original.is_empty() => "Empty in the file".to_owned(),
        (Some(original), None) => format!("In the file: {original}"),
        (None, None) => cell.text.clone(),
    }
}

/// What is read aloud behind it.
fn aside(cell: &CellText) -> String {
    match (&cell.original, &cell.wrong) {
        (_, Some(wrong)) => format!(" ({wrong})"),
        (Some(_), None) => format!(" (changed. {})", hint(cell)),
        (None, None) => String::new(),
    }
}

/// The whole row in one cell, where it is narrow.
pub(super) fn summary(row: Shown) -> AnyView {
    let of = move |what: fn(&ImportRow) -> String| {
        move || row.with(|row| row.as_deref().map(what).unwrap_or_default())
    };
    let second = |row: &ImportRow| {
        let why = why(row);
        if why.is_empty() { cells::summary(row).1 } else { why }
    };
    view! {
        <span class="row-summary">
            <span class="lines">
                <span class="first">{of(|row| cells::summary(row).0)}</span>
                <span class="second">{of(second)}</span>
            </span>
            <span class="row-summary-end">
                {fate(row)}
                <span class="second">{of(|row| format::count(row.number))}</span>
            </span>
        </span>
    }
    .into_any()
}

/// Why a row has its fate, or why it was kept.
pub(super) fn why(row: &ImportRow) -> String {
    row.kept.as_ref().map_or_else(|| row.reason.clone(), |kept| kept.reason.clone())
}

/// A word for the style sheet.
pub(super) fn mark(row: &ImportRow) -> &'static str {
    if row.committed { "written" } else { row.state.as_str() }
}

pub(super) fn title(index: usize, column: &Column) -> String {
    if column.header.is_empty() { format!("Column {}", index + 1) } else { column.header.clone() }
}
