use leptos::prelude::*;

/// The search that was last on the page, to come back to; copies share it.
#[derive(Clone, Copy)]
pub(crate) struct LastSearch(StoredValue<String>);

impl LastSearch {
    /// No search yet.
    pub(crate) fn new() -> Self {
        Self(StoredValue::new(String::new()))
    }

    /// The one that the application was started with.
    pub(crate) fn of_page() -> Self {
        expect_context()
    }

    /// The part of its address behind the `?`.
    pub(crate) fn search(self) -> String {
        self.0.get_value()
    }

    /// Remembers another one.
    pub(crate) fn remember(self, search: &str) {
        self.0.set_value(search.to_owned());
    }
}
