use leptos::prelude::*;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_location;

use super::paths;
use crate::session::Session;

/// Wraps a page that needs somebody signed in: others are sent to sign in first, and come back.
pub(crate) fn private(page: fn() -> AnyView) -> impl Fn() -> AnyView + Clone + Send + 'static {
    move || {
        let session = Session::of_page();
        let open = Memo::new(move |_| session.is_open());
        let location = use_location();
        let view = move || {
            if open.get() {
                return page();
            }
            let (path, search) =
                (location.pathname.get_untracked(), location.search.get_untracked());
            let mark = if search.is_empty() { "" } else { "?" };
            let next: String =
                form_urlencoded::byte_serialize(format!("{path}{mark}{search}").as_bytes())
                    .collect();
            let login = match path.as_str() {
                "/" | paths::SEARCH if search.is_empty() => paths::LOGIN.to_owned(),
                _ => format!("{}?next={next}", paths::LOGIN),
            };
            view! { <Redirect path=login /> }.into_any()
        };
        view.into_any()
    }
}

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
