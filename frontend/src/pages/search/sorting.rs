use domain::search::Sort;
use leptos::prelude::*;

use super::finder::Finder;

/// The orders that are offered, as the address says them.
const ORDERS: [(&str, &str); 17] = [
    ("", "Best match"),
    ("name", "Name, A to Z"),
    ("-name", "Name, Z to A"),
    ("company", "Company, A to Z"),
    ("-company", "Company, Z to A"),
    ("title", "Title, A to Z"),
    ("-title", "Title, Z to A"),
    ("city", "City, A to Z"),
    ("-city", "City, Z to A"),
    ("country", "Country, A to Z"),
    ("-country", "Country, Z to A"),
    ("-updated", "Changed last"),
    ("updated", "Changed first"),
    ("-created", "Newest"),
    ("created", "Oldest"),
    ("-verified", "Verified last"),
    ("verified", "Verified first"),
];

/// The order of the list.
#[component]
pub(super) fn SortChoice(finder: Finder) -> impl IntoView {
    let now = Memo::new(move |_| {
        finder.query.with(|query| query.sort.map(|sort| sort.to_string()).unwrap_or_default())
    });
    let option = move |(order, words): (&'static str, &'static str)| {
        view! { <option value=order prop:selected=move || now.with(|now| now == order)>{words}</option> }
    };
    view! {
        <select
            class="control sorting"
            name="sort"
            aria-label="Sort by"
            on:change=move |event| {
                let sort = Sort::parse(&event_target_value(&event));
                finder.query.update(|query| query.sort = sort);
            }
        >
            {ORDERS.map(option).collect_view()}
        </select>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::search::SortColumn;

    #[test]
    fn every_column_is_offered_both_ways() {
        for column in SortColumn::ALL {
            for is_descending in [false, true] {
                let sort = Sort { column: *column, is_descending };
                let offered = ORDERS.iter().any(|(order, _)| Sort::parse(order) == Some(sort));
                assert!(offered, "{sort}");
            }
        }
        assert_eq!(ORDERS.len(), 2 * SortColumn::ALL.len() + 1);
    }
}
