use leptos::prelude::*;

use super::layout::{Column, Layout};
use crate::pages::commands::{Command, Desk};
use crate::ui::{CheckBox, Glyph, Popover, toggle_popover};

const MENU: &str = "search-layout";

/// Chooses columns and density.
#[component]
pub(super) fn LayoutMenu(layout: RwSignal<Layout>) -> impl IntoView {
    Desk::of_page().serve(Command::Columns, move |()| toggle_popover(MENU));
    let column = move |column: Column| {
        view! {
            <CheckBox
                label=column.label()
                checked=Signal::derive(move || layout.with(|layout| layout.columns.contains(&column)))
                on_change=move |shown: bool| layout.update(|layout| layout.set(column, shown))
            />
        }
    };
    let density = move |is_compact: bool, label: &'static str| {
        view! {
            <label class="segment">
                <input
                    type="radio"
                    name="density"
                    prop:checked=move || layout.with(|layout| layout.is_compact == is_compact)
                    on:change=move |_| layout.update(|layout| layout.is_compact = is_compact)
                />
                <span>{label}</span>
            </label>
        }
    };
    view! {
        <Popover id=MENU label="Columns and density" glyph=Glyph::Settings>
            <fieldset class="columns">
                <legend>"Columns"</legend>
                {Column::ALL.map(column).collect_view()}
            </fieldset>
            <fieldset class="segments">
                <legend class="unseen">"Density"</legend>
                {density(false, "Comfortable")}
                {density(true, "Compact")}
            </fieldset>
        </Popover>
    }
}
