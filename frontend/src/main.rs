//! The single-page application: a program alone, so that the host's tests compile what they call and no view.
//!
//! Arrows: pages → ui, api, session, router; session → api; api → domain; ui → nothing of ours.
//! State has one place each: the address for what can be shared, the page for what the server
//! said, a store for each form, signals for toggles. Global are session, toasts, theme, the names of
//! lists and the deletions that can still be undone.

#![expect(clippy::needless_pass_by_value, reason = "a component owns its properties")]
// Handles are a few numbers in a release; in a host's debug build each also knows where it was made.
#![cfg_attr(
    not(target_arch = "wasm32"),
    expect(clippy::large_types_passed_by_value, reason = "handles of signals are copied")
)]
#![expect(unreachable_pub, reason = "the component macro makes the structs of properties public")]

mod api;
mod app;
mod format;
mod pages;
mod router;
mod session;
mod ui;

/// Puts the application into the page.
fn main() {
    std::panic::set_hook(Box::new(|fault| {
        web_sys::console::error_1(&fault.to_string().into());
        // The style sheet shows a message that says what to do; the program cannot go on.
        if let Some(root) = leptos::prelude::document().document_element() {
            let _ = root.set_attribute("data-boot", "failed");
        }
    }));
    leptos::mount::mount_to_body(app::App);
}
