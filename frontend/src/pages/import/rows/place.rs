//! The filter of the rows in the address bar, so that a reload and the check after a change of
//! many rows keep it.

use domain::ImportId;
use domain::import::{RowFilter, RowState};
use form_urlencoded::{Serializer, parse};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use crate::router::paths;

/// Reads the part of an address behind the `?`. What cannot be read is left out.
fn from_search(search: &str) -> RowFilter {
    let mut filter = RowFilter::default();
    for (name, value) in parse(search.trim_start_matches('?').as_bytes()) {
        let text = || Some(value.to_string()).filter(|value| !value.is_empty());
        match &*name {
            "state" => filter.state = RowState::parse(&value),
            "similar" => filter.similar = (value == "true").then_some(true),
            "error" => filter.error = text(),
            "q" => filter.q = text(),
            _ => {}
        }
    }
    filter
}

/// The whole address of an import with its rows filtered.
fn to_path(id: ImportId, filter: &RowFilter) -> String {
    let similar = filter.similar.filter(|similar| *similar).map(|_| "true");
    let pairs = [
        ("state", filter.state.map(RowState::as_str)),
        ("similar", similar),
        ("error", filter.error.as_deref()),
        ("q", filter.q.as_deref()),
    ];
    let given = pairs.into_iter().filter_map(|(name, value)| Some((name, value?)));
    let search = Serializer::new(String::new()).extend_pairs(given).finish();
    let mark = if search.is_empty() { "" } else { "?" };
    format!("{}{mark}{search}", paths::import(id))
}

/// The filter that the address holds; copies share it.
#[derive(Clone, Copy)]
pub(in super::super) struct RowPlace {
    pub(in super::super) filter: Memo<RowFilter>,
    go: Callback<RowFilter>,
}

impl RowPlace {
    /// Of the page's address.
    pub(in super::super) fn of_page(id: ImportId) -> Self {
        let search = use_location().search;
        let filter = Memo::new(move |_| from_search(&search.get()));
        let navigate = StoredValue::new_local(use_navigate());
        let go = Callback::new(move |to: RowFilter| {
            let options = NavigateOptions { replace: true, scroll: false, ..Default::default() };
            navigate.with_value(|go| go(&to_path(id, &to), options));
        });
        Self { filter, go }
    }

    /// Changes the filter.
    pub(in super::super) fn change(self, change: impl FnOnce(&mut RowFilter)) {
        let before = self.filter.get_untracked();
        let mut to = before.clone();
        change(&mut to);
        if to != before {
            self.go.run(to);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_survives_the_address_bar() {
        let id: ImportId = "imp_0190a1b2c3d47e5f8a9b0c1d2e3f4a5b".parse().unwrap();
        let path = format!("/imports/{id}?state=invalid&similar=true&error=country&q=a%26b");
        assert_eq!(to_path(id, &from_search(path.split_once('?').unwrap().1)), path);
        assert_eq!(to_path(id, &RowFilter::default()), format!("/imports/{id}"));
    }

    #[test]
    fn what_cannot_be_read_is_left_out() {
        assert_eq!(from_search("?state=late&similar=maybe&moon=full&q="), RowFilter::default());
    }
}
