use leptos::html;
use leptos::prelude::*;
use web_sys::HtmlElement;

/// The width of the browser's window in CSS pixels, as it is now and as it changes.
pub(crate) fn window_width() -> Signal<f64> {
    let measure =
        || window().inner_width().ok().and_then(|width| width.as_f64()).unwrap_or(1_440.0);
    let width = RwSignal::new(measure());
    let listener = window_event_listener(leptos::ev::resize, move |_| {
        width.try_set(measure());
    });
    on_cleanup(move || listener.remove());
    width.into()
}

/// Keeps width and height of an element known, also when the browser's window changes.
pub(super) fn follow_size(node: NodeRef<html::Div>, size: RwSignal<(f64, f64)>) {
    let measure = move || {
        // The list may be gone when the browser comes to paint.
        if let Some(Some(grid)) = node.try_get_untracked() {
            let grid: &HtmlElement = &grid;
            let now = (f64::from(grid.client_width()), f64::from(grid.client_height()));
            if now.1 > 0.0 && size.try_get_untracked().is_some_and(|known| known != now) {
                size.set(now);
            }
        }
    };
    Effect::new(move |_| {
        if node.get().is_some() {
            request_animation_frame(measure);
        }
    });
    let listener = window_event_listener(leptos::ev::resize, move |_| measure());
    on_cleanup(move || listener.remove());
}
