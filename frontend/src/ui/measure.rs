use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{HtmlElement, ResizeObserver};

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

/// Keeps width and height of an element known, whatever changes them.
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
    let watch = StoredValue::new_local(None::<Watch>);
    Effect::new(move |_| {
        let Some(grid) = node.get() else { return };
        request_animation_frame(measure);
        // In the next frame: a size that changes while sizes are told would be a loop.
        let changed = Closure::new(move || request_animation_frame(measure));
        if let Ok(observer) = ResizeObserver::new(changed.as_ref().unchecked_ref()) {
            observer.observe(&grid);
            watch.set_value(Some(Watch { observer, _changed: changed }));
        }
    });
    on_cleanup(move || drop(watch.try_update_value(Option::take)));
}

/// What the browser calls when a size changes, for as long as this lives.
struct Watch {
    observer: ResizeObserver,
    _changed: Closure<dyn FnMut()>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
