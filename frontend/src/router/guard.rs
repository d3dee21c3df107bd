use leptos::prelude::*;

use super::paths;

/// Where somebody who signs in wanted to go. Only a path of this application is followed.
pub(crate) fn next_path(next: Option<String>) -> String {
    next.filter(|path| path.starts_with('/') && !path.starts_with("//") && !path.contains('\\'))
        .unwrap_or_else(|| paths::SEARCH.to_owned())
}

/// Names the document after the page, so that tabs and history can be told apart.
pub(crate) fn set_title(title: &str) {
    document().set_title(&format!("{title} · Business Contacts"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_own_pages_are_followed() {
        assert_eq!(next_path(Some("/imports?x=1".into())), "/imports?x=1");
        for foreign in ["https://example.com", "//example.com", "/\\example.com", ""] {
            assert_eq!(next_path(Some(foreign.into())), paths::SEARCH, "{foreign}");
        }
        assert_eq!(next_path(None), paths::SEARCH);
    }
}
