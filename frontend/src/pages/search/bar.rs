use domain::search::Relation;
use leptos::prelude::*;

use super::chips::Chips;
use super::export::ExportButton;
use super::finder::Finder;
use super::layout_menu::LayoutMenu;
use super::saved::{Opened, SavedMenu, Shelf};
use super::sorting::SortChoice;
use super::understood::Understood;
use crate::format;
use crate::ui::{Button, Glyph};

/// How many were found, how quickly, and by which filters.
#[component]
pub(super) fn ResultBar(
    finder: Finder,
    shelf: Shelf,
    #[prop(into)] on_filters: Callback<()>,
) -> impl IntoView {
    let found = move || {
        finder.summary.get().map(|(total, took)| {
            let more = if total.relation == Relation::Gte { "+" } else { "" };
            let noun = if total.value == 1 { "contact" } else { "contacts" };
            view! {
                <strong>{format!("{}{more}", format::count(total.value))}</strong>
                " "
                {noun}
                <span class="took" aria-hidden="true">{format::took(took)}</span>
            }
        })
    };
    let filters = Signal::derive(move || {
        let values = finder.query.with(|query| {
            query.filters.iter().map(|f| f.include.len() + f.exclude.len()).sum::<usize>()
        });
        if values == 0 { "Filters".to_owned() } else { format!("Filters ({values})") }
    });
    view! {
        <div class="result-bar">
            <p class="found" role="status" aria-busy=move || finder.is_searching.get().to_string()>
                {found}
            </p>
            <Opened shelf />
            <Understood finder />
            <Chips finder />
            <div class="result-acts">
                <div class="only-narrow">
                    <Button label=filters glyph=Glyph::Filter on_press=on_filters />
                </div>
                <SortChoice finder />
                <LayoutMenu layout=finder.layout />
                <SavedMenu shelf />
                <ExportButton finder />
            </div>
        </div>
    }
}
