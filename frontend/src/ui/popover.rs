use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

use super::{Glyph, Icon};

/// A button and the native popover that it opens below itself; the browser closes it on Escape and
/// on a press elsewhere. Without words the button is an icon, and its name is a tip.
#[component]
pub(crate) fn Popover(
    /// Ties the button to its popover; [`super::close_menu`] closes it by this.
    id: &'static str,
    /// What the popover holds.
    label: &'static str,
    glyph: Glyph,
    #[prop(optional, into)] text: Option<Signal<String>>,
    /// It is a text that may be longer than the screen and holds nothing that takes the focus: the
    /// keyboard scrolls the popover itself.
    #[prop(optional)]
    is_text: bool,
    children: Children,
) -> impl IntoView {
    let class = if text.is_some() { "button" } else { "button quiet only-icon" };
    view! {
        <button
            type="button"
            class=class
            popovertarget=id
            title=label
            aria-label=text.is_none().then_some(label)
        >
            <Icon glyph />
            {text.map(|text| view! { <span>{text}</span> })}
        </button>
        <div id=id class="popover" popover="auto" role="group" aria-label=label tabindex=is_text.then_some("0")>
            {children()}
        </div>
    }
}

/// Opens a popover by its id, or closes it, without its button.
pub(crate) fn toggle_popover(id: &str) {
    let popover = document().get_element_by_id(id).and_then(|popover| popover.dyn_into().ok());
    if let Some(popover) = popover {
        let popover: HtmlElement = popover;
        let _ = popover.toggle_popover();
    }
}
