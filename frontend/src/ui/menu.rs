use leptos::prelude::*;

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
