use std::sync::Arc;

use domain::import::{Column, ImportField, ImportRow, RowPatch};
use leptos::prelude::*;

use super::cells::{at, cell, edit_key};
use super::drawn::title;
use super::store::Rows;
use crate::ui::{Button, Look};

/// Every cell of a row as it stands in the file, each of which may be given another text.
#[component]
pub(super) fn EditList(
    rows: Rows,
    number: u64,
    row: Memo<Option<Arc<ImportRow>>>,
    is_editable: bool,
) -> impl IntoView {
    let columns = rows.current.import.with_untracked(|import| {
        import.as_ref().map(|import| import.columns.clone()).unwrap_or_default()
    });
    let one = move |(index, column): (usize, Column)| {
        view! { <Line rows number row index column is_editable /> }
    };
    view! {
        <section class="row-cells">
            <h4>"Cells of the file"</h4>
            {columns.into_iter().enumerate().map(one).collect_view()}
        </section>
    }
}

#[component]
fn Line(
    rows: Rows,
    number: u64,
    row: Memo<Option<Arc<ImportRow>>>,
    index: usize,
    column: Column,
    is_editable: bool,
) -> impl IntoView {
    let name = title(index, &column);
    let id = format!("cell-{index}");
    let is_ignored = column.field.as_ref().is_none_or(|field| *field == ImportField::Ignore);
    let column = StoredValue::new(column);
    let shown = Memo::new(move |_| {
        row.get()
            .map(|row| column.with_value(|column| cell(&row, index, column)))
            .unwrap_or_default()
    });
    let key = move || {
        let row = row.get_untracked();
        row.map_or_else(
            || at(index),
            |row| column.with_value(|column| edit_key(&row, index, column)),
        )
    };
    let change = move |text: Option<String>| {
        let edits = [(key(), text)].into();
        rows.change(number, RowPatch { edits, ..RowPatch::default() });
    };
    let typed = move |event| {
        let text = event_target_value(&event);
        if text != shown.with_untracked(|shown| shown.text.clone()) {
            change(Some(text));
        }
    };
    let described = format!("{id}-note");
    let note = described.clone();
    let original = move || shown.with(|shown| shown.original.clone());
    let wrong = Memo::new(move |_| shown.with(|shown| shown.wrong.clone()));
    let control = if is_editable && !is_ignored {
        view! {
            <input
                id=id.clone()
                class="control"
                autocomplete="off"
                class:edited=move || shown.with(|shown| shown.original.is_some())
                aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                aria-describedby=described
                prop:value=move || shown.with(|shown| shown.text.clone())
                on:change=typed
            />
        }
        .into_any()
    } else {
        view! { <output id=id.clone() class="cell-value">{move || shown.with(|shown| shown.text.clone())}</output> }
            .into_any()
    };
    view! {
        <div class="row-cell" class:ignored=is_ignored>
            <label for=id>{name}</label>
            {control}
            <div class="row-cell-note" id=note>
                {move || wrong.get().map(|wrong| view! { <p class="error">{wrong}</p> })}
                {move || original().map(|original| view! {
                    <p class="second">
                        {if original.is_empty() { "Empty in the file".to_owned() } else { format!("In the file: {original}") }}
                    </p>
                    {is_editable.then(|| view! { <Button label="Take back" look=Look::Quiet on_press=move |()| change(None) /> })}
                })}
            </div>
        </div>
    }
}
