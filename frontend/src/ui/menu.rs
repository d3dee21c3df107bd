use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

/// A button that opens a native popover below it; the browser closes it on Escape and on a
/// press elsewhere.
#[component]
pub(crate) fn Menu(
    /// Names the button and ties it to its popover.
    id: &'static str,
    #[prop(into)] label: String,
    /// What the button shows.
    trigger: Children,
    children: Children,
) -> impl IntoView {
    view! {
        <button type="button" class="button quiet menu-button" popovertarget=id aria-label=label>
            {trigger()}
        </button>
        <div id=id class="menu" popover="auto">{children()}</div>
    }
}

/// Closes a menu after a choice that does not leave the page.
pub(crate) fn close_menu(id: &str) {
    let menu = document().get_element_by_id(id).and_then(|menu| menu.dyn_into().ok());
    if let Some(menu) = menu {
        let menu: HtmlElement = menu;
        // A menu that is closed already is as wanted.
        let _ = menu.hide_popover();
    }
}
