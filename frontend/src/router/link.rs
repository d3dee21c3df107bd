use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// The token of a mail's link. It stands behind `#`, so that no server's log sees it, and is
/// taken out of the address bar and the history, so that nobody finds it there later.
pub(crate) fn token_of_link() -> Option<String> {
    // Another link that is opened in this tab changes nothing but what is behind `#`.
    let again = window_event_listener_untyped("hashchange", |_| {
        let _ = window().location().reload();
    });
    on_cleanup(move || again.remove());
    let location = window().location();
    let token = location.hash().unwrap_or_default().trim_start_matches('#').to_owned();
    if let (Ok(history), Ok(path)) = (window().history(), location.pathname()) {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&path));
    }
    Some(token).filter(|token| !token.is_empty())
}
