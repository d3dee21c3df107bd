//! The scroll bar of a long list, which is longer than a page may be.

use std::time::Duration;

use leptos::html;
use leptos::prelude::*;

use super::timer::Timer;
use super::window::{List, Scroll};

/// How long the scroll bar has to stand still to be at rest.
const REST: Duration = Duration::from_millis(150);

/// A new list starts at its top: the active row was taken away with the old one.
pub(super) fn start_at_top(
    node: NodeRef<html::Div>,
    scrolled: RwSignal<Scroll>,
    is_new: impl Fn() -> bool + 'static,
) {
    Effect::new(move |_| {
        // One that is there already is left alone: to set the bar, the browser lays out all that changed.
        if is_new() && scrolled.get_untracked() != Scroll::default() {
            scroll_to(node, scrolled, Scroll::default());
        }
    });
}

/// Keeps the place of the list known while its bar moves, and brings the bar to where it belongs once
/// it rests.
pub(super) fn follow_bar(
    node: NodeRef<html::Div>,
    list: Memo<List>,
    scrolled: RwSignal<Scroll>,
) -> impl Fn(leptos::ev::Event) {
    let timer = Timer::new();
    let settle = move || {
        let (Some(list), Some(now)) = (list.try_get_untracked(), scrolled.try_get_untracked())
        else {
            return;
        };
        let rest = list.at_rest(now);
        if (rest.bar - now.bar).abs() > 1.0 {
            scroll_to(node, scrolled, rest);
        }
    };
    move |_| {
        let Some(grid) = node.get_untracked() else { return };
        let list = list.get_untracked();
        let bar = f64::from(grid.scroll_top());
        scrolled.update(|scrolled| *scrolled = list.moved(*scrolled, bar));
        timer.start(REST, settle);
    }
}

/// Scrolls to a place; the browser then tells of a bar that is there already.
pub(super) fn scroll_to(node: NodeRef<html::Div>, scrolled: RwSignal<Scroll>, place: Scroll) {
    let Some(Some(grid)) = node.try_get_untracked() else { return };
    scrolled.set(place);
    #[expect(clippy::cast_possible_truncation, reason = "below the height of a list")]
    grid.set_scroll_top(place.bar as i32);
}
