use domain::search::{FacetCount, FilterField};
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Event, HtmlInputElement};

use super::dates::DateFacets;
use super::facet_finder::{FacetBox, FacetFinder};
use super::finder::Finder;
use super::labels;
use super::listing::ListFacet;
use super::missing::Missing;
use crate::format;
use crate::pages::commands::Command;
use crate::ui::{Button, Glyph, Icon, Look, Skeleton};

/// Values of a facet that are shown before "show more".
pub(super) const SHORT: usize = 6;

/// All facets, one below the other.
#[component]
pub(super) fn FacetList(finder: Finder) -> impl IntoView {
    let waiting =
        move || finder.summary.with(Option::is_none) && finder.error.with(Option::is_none);
    let missing = Missing::of_page();
    let facets = FilterField::FACETS.iter().map(|&field| view! { <Facet finder field /> });
    view! {
        <Show when=waiting>
            <Skeleton lines=8 />
        </Show>
        {facets.collect_view()}
        <ListFacet finder />
        <DateFacets finder />
        <div class="facet">
            <button type="button" class="facet-more" on:click=move |_| missing.ask()>
                {Command::WhyMissing.label()}
            </button>
        </div>
    }
}

/// The facets where there is no room for a panel beside the list.
#[component]
pub(super) fn FacetSheet(finder: Finder, #[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let found = Signal::derive(move || {
        let total = finder.summary.get().map_or(0, |(total, _)| total.value);
        format!("Show {}", format::counted(total, "contact"))
    });
    view! {
        <div class="sheet-head">
            <h2>"Filters"</h2>
            <button type="button" class="button quiet small" on:click=move |_| finder.clear_filters()>
                "Clear all"
            </button>
        </div>
        <div class="sheet-body">
            <FacetList finder />
        </div>
        <div class="sheet-foot">
            <Button label=found look=Look::Primary on_press=on_close />
        </div>
    }
}

/// One line of a facet.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) value: String,
    /// Hits with it; none where they are not counted.
    pub(super) count: Option<u64>,
    pub(super) included: bool,
    pub(super) excluded: bool,
}

#[component]
fn Facet(finder: Finder, field: FilterField) -> impl IntoView {
    let whole = RwSignal::new(false);
    let values = FacetFinder::start(finder, field);
    let lines = Memo::new(move |_| {
        let all = || finder.facets.with(|facets| facets.get(&field).cloned().unwrap_or_default());
        let counts = values.found.get().unwrap_or_else(all);
        finder.query.with(|query| {
            let filter = query.filters.iter().find(|filter| filter.field == field);
            let (include, exclude) =
                filter.map_or((&[][..], &[][..]), |filter| (&filter.include, &filter.exclude));
            merge(counts, include, exclude)
        })
    });
    let is_whole = Signal::derive(move || whole.get() || values.is_used());
    let more = move || {
        if values.is_used() { 0 } else { lines.with(Vec::len).saturating_sub(SHORT) }
    };
    let is_long = Memo::new(move |_| {
        let counted = finder.facets.with(|facets| facets.get(&field).map_or(0, Vec::len));
        counted > SHORT || values.is_used()
    });
    let nothing = move || lines.with(Vec::is_empty);
    view! {
        <Show when=move || !nothing() || values.is_used()>
            <fieldset class="facet">
                <legend>{field.label()}</legend>
                <Show when=move || is_long.get()>
                    <FacetBox values />
                </Show>
                <Show when=nothing>
                    <p class="facet-none">"Nothing begins so."</p>
                </Show>
                <FacetLines finder field lines is_whole />
                <Show when=move || more() != 0>
                    <button
                        type="button"
                        class="facet-more"
                        aria-expanded=move || whole.get().to_string()
                        on:click=move |_| whole.update(|whole| *whole = !*whole)
                    >
                        {move || {
                            if whole.get() { "Show less".to_owned() } else { format!("Show {} more", more()) }
                        }}
                    </button>
                </Show>
            </fieldset>
        </Show>
    }
}

/// The first values, or all of them. A line stays in the page and shows another value after the next search.
#[component]
pub(super) fn FacetLines(
    finder: Finder,
    field: FilterField,
    lines: Memo<Vec<Line>>,
    #[prop(into)] is_whole: Signal<bool>,
) -> impl IntoView {
    let count = Memo::new(move |_| {
        lines.with(|lines| {
            let chosen = lines.iter().filter(|line| line.included || line.excluded).count();
            if is_whole.get() { lines.len() } else { chosen.max(SHORT).min(lines.len()) }
        })
    });
    let one = move |place: usize| {
        let line = Memo::new(move |_| lines.with(|lines| lines.get(place).cloned()));
        facet_line(finder, field, line)
    };
    view! { <For each=move || 0..count.get() key=|place| *place children=one /> }
}

/// One value to filter by, and to exclude.
fn facet_line(finder: Finder, field: FilterField, line: Memo<Option<Line>>) -> impl IntoView {
    let label = Memo::new(move |_| {
        line.with(|line| line.as_ref().map(|line| labels::value(field, &line.value)))
            .unwrap_or_default()
    });
    let has = move |of: fn(&Line) -> bool| line.with(|line| line.as_ref().is_some_and(of));
    let is_included = move || has(|line| line.included);
    let is_excluded = move || has(|line| line.excluded);
    let count = move || line.with(|line| line.as_ref()?.count.map(format::count));
    let toggle = move |exclude| {
        if let Some(line) = line.get_untracked() {
            finder.toggle(field, &line.value, exclude);
        }
    };
    let change = move |event: Event| {
        toggle(false);
        // This line may show another value now; the box is to say what is true of that one.
        let target = event.target().and_then(|target| target.dyn_into().ok());
        if let Some(target) = target {
            let target: HtmlInputElement = target;
            target.set_checked(untrack(is_included));
        }
    };
    view! {
        <div class="facet-line" class:excluded=is_excluded>
            <label>
                <input type="checkbox" prop:checked=is_included on:change=change />
                <span class="facet-value" title=label>{label}</span>
                <span class="facet-count">{count}</span>
            </label>
            <button
                type="button"
                class="exclude"
                aria-label=move || format!("Exclude {}", label.get())
                title="Exclude"
                aria-pressed=move || is_excluded().to_string()
                on:click=move |_| toggle(true)
            >
                <Icon glyph=Glyph::Minus />
            </button>
        </div>
    }
}

/// The counted values with those chosen; what is chosen stands first, even when nothing of it
/// was counted.
fn merge(counts: Vec<FacetCount>, include: &[String], exclude: &[String]) -> Vec<Line> {
    let chosen = include.iter().chain(exclude).map(|value| Line {
        value: value.clone(),
        count: counts.iter().find(|count| count.value == *value).map(|count| count.count),
        included: include.contains(value),
        excluded: exclude.contains(value),
    });
    let mut lines: Vec<Line> = chosen.collect();
    for count in counts {
        if !lines.iter().any(|line| line.value == count.value) {
            let (value, count) = (count.value, Some(count.count));
            lines.push(Line { value, count, included: false, excluded: false });
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chosen_values_stand_first_also_without_hits() {
        let counts = ["Acme", "Initech", "Hooli"]
            .map(|value| FacetCount { value: value.into(), count: 7 })
            .to_vec();
        let lines = merge(counts, &["Initech".into()], &["Gone".into()]);
        let shown: Vec<_> = lines.iter().map(|line| (line.value.as_str(), line.count)).collect();
        assert_eq!(
            shown,
            [("Initech", Some(7)), ("Gone", None), ("Acme", Some(7)), ("Hooli", Some(7))]
        );
        assert!(lines[0].included && lines[1].excluded);
    }
}
