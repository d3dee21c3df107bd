use domain::search::FilterField;
use leptos::prelude::*;

use super::finder::Finder;
use super::labels;
use crate::ui::{Glyph, Icon};

/// Every filter in force, each with a press to take it away.
#[component]
pub(super) fn Chips(finder: Finder) -> impl IntoView {
    let values = Memo::new(move |_| {
        finder.query.with(|query| {
            let one = |field, exclude| move |value: &String| (field, exclude, value.clone());
            query
                .filters
                .iter()
                .flat_map(|filter| {
                    let include = filter.include.iter().map(one(filter.field, false));
                    include.chain(filter.exclude.iter().map(one(filter.field, true)))
                })
                .collect::<Vec<(FilterField, bool, String)>>()
        })
    });
    let chip = move |(field, exclude, value): (FilterField, bool, String)| {
        let label = labels::value(field, &value);
        let sign = if exclude { "not " } else { "" };
        let name = format!("Remove filter {}: {sign}{label}", field.label());
        view! {
            <li>
                <button
                    type="button"
                    class="chip"
                    class:excluded=exclude
                    aria-label=name
                    on:click=move |_| finder.query.update(|query| query.remove(field, &value))
                >
                    <span class="chip-field">{field.label()}</span>
                    <span>{format!("{sign}{label}")}</span>
                    <Icon glyph=Glyph::Close />
                </button>
            </li>
        }
    };
    let clear = move || {
        (values.with(Vec::len) > 1).then(|| {
            view! {
                <li>
                    <button type="button" class="button quiet small" on:click=move |_| finder.clear_filters()>
                        "Clear all"
                    </button>
                </li>
            }
        })
    };
    view! {
        <ul class="chips" aria-label="Active filters">
            {move || values.get().into_iter().map(chip).collect_view()}
            {clear}
        </ul>
    }
}
