use std::ops::Range;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{KeyboardEvent, MouseEvent};

use super::measure::follow_size;
use super::scrolling::{follow_bar, scroll_to, start_at_top};
use super::slots::{Slot, Slots};
use super::window::{List, Scroll};

/// What the keys of the grid and presses on its rows do.
#[derive(Clone, Copy)]
pub(crate) struct RowKeys {
    /// Whether a row is picked.
    pub(crate) picked: Callback<usize, bool>,
    pub(crate) on_open: Callback<usize>,
    pub(crate) on_pick: Callback<usize>,
    /// All rows between two, both included.
    pub(crate) on_pick_to: Callback<(usize, usize)>,
    pub(crate) on_pick_all: Callback<()>,
    pub(crate) on_leave: Callback<()>,
}

/// A grid of which only the rows in view are in the page. The focus stays on the grid itself;
/// arrows, Page Up and Down, Home and End move the active row, and pick what they pass while Shift
/// is held; Enter opens it, x picks it, Control A picks all, Escape leaves the grid.
#[component]
pub(crate) fn VirtualRows(
    #[prop(into)] label: String,
    /// The id of the grid, to move the focus to it.
    id: &'static str,
    #[prop(into)] rows: Signal<usize>,
    /// The figure that a screen reader tells; rows that are not loaded count.
    #[prop(into)]
    announced: Signal<u64>,
    /// CSS pixels, in a wide and in a narrow grid.
    #[prop(into)]
    heights: Signal<(f64, f64)>,
    /// Below this width in CSS pixels the second height is taken.
    narrow: f64,
    active: RwSignal<Option<usize>>,
    /// The cells of a row, which becomes another as the list is scrolled.
    cells: fn(Memo<usize>) -> AnyView,
    /// Is told the rows that are seen.
    seen: RwSignal<Range<usize>>,
    /// The rows in the page: those that are seen, and some around them.
    #[prop(into)]
    on_window: Callback<Range<usize>>,
    keys: RowKeys,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let size = RwSignal::new((1_000.0, 600.0));
    let scrolled = RwSignal::new(Scroll::default());
    let list = Memo::new(move |_| {
        let ((width, view), heights) = (size.get(), heights.get());
        let row_height = if width < narrow { heights.1 } else { heights.0 };
        List { rows: rows.get(), row_height, view }
    });
    let window = Memo::new(move |_| list.get().window_at(scrolled.get()));
    let shown = Memo::new(move |_| window.with(|window| window.first..window.end));
    Effect::new(move |_| on_window.run(shown.get()));
    let in_view = Memo::new(move |_| window.with(|window| window.seen.0..window.seen.1));
    Effect::new(move |_| seen.set(in_view.get()));
    follow_size(node, size);
    start_at_top(node, scrolled, move || active.with(Option::is_none));
    let key = move |event: KeyboardEvent| {
        let last = rows.get_untracked().checked_sub(1);
        let now = active.get_untracked();
        match (event.key().as_str(), now, last) {
            ("Enter", Some(now), _) => keys.on_open.run(now),
            ("x" | "X", Some(now), _) if !has_modifier(&event) => keys.on_pick.run(now),
            ("a" | "A", ..) if event.ctrl_key() || event.meta_key() => keys.on_pick_all.run(()),
            ("Escape", ..) => keys.on_leave.run(()),
            (key, _, Some(last)) => match target_of(key, now, last) {
                Some(to) => {
                    active.set(Some(to));
                    if let Some(there) =
                        list.get_untracked().reveal_at(to, scrolled.get_untracked())
                    {
                        scroll_to(node, scrolled, there);
                    }
                    if event.shift_key() {
                        keys.on_pick_to.run((now.unwrap_or(to), to));
                    }
                }
                None => return,
            },
            _ => return,
        }
        event.prevent_default();
    };
    let focus = move |_| {
        if active.get_untracked().is_none() && rows.get_untracked() > 0 {
            active.set(Some(shown.get_untracked().start));
        }
    };
    let scroll = follow_bar(node, list, scrolled);
    let parts = RowParts { id, active, cells, keys };
    let one = Callback::new(move |slot| row(parts, slot));
    view! {
        <div
            node_ref=node
            id=id
            class="grid"
            role="grid"
            tabindex="0"
            aria-label=label
            aria-multiselectable="true"
            aria-rowcount=move || announced.get().to_string()
            aria-activedescendant=move || active.get().map(|row| format!("{id}-{row}"))
            on:scroll=scroll
            on:keydown=key
            on:focus=focus
        >
            <div
                class="grid-height"
                role="presentation"
                style:height=move || format!("{}px", list.get().height())
            >
                <Slots class="grid-rows" list window row=one />
            </div>
        </div>
    }
}

/// What a row is made of.
#[derive(Clone, Copy)]
struct RowParts {
    id: &'static str,
    active: RwSignal<Option<usize>>,
    cells: fn(Memo<usize>) -> AnyView,
    keys: RowKeys,
}

fn row(parts: RowParts, slot: Slot) -> AnyView {
    let RowParts { id, active, cells, keys } = parts;
    let index = slot.row;
    let is_picked = Memo::new(move |_| keys.picked.run(index.get()));
    let press = move |event: MouseEvent| {
        let index = index.get_untracked();
        if event.shift_key() && !is_link(&event) {
            event.prevent_default();
            let from = active.get_untracked().unwrap_or(index);
            active.set(Some(index));
            return keys.on_pick_to.run((from, index));
        }
        // What is pressed inside takes care of itself, a link also in a new tab.
        if !event.default_prevented() && !pressed_control(&event) {
            active.set(Some(index));
            keys.on_open.run(index);
        }
    };
    view! {
        <div
            id=move || format!("{id}-{}", index.get())
            class="row"
            class:active=move || active.get() == Some(index.get())
            role="row"
            aria-rowindex=move || (index.get() + 1).to_string()
            aria-selected=move || is_picked.get().to_string()
            data-slot=slot.number.to_string()
            style:top=slot.top
            // A press with Shift picks; the browser would mark text.
            on:mousedown=|event| if event.shift_key() { event.prevent_default() }
            on:click=press
        >
            {cells(index)}
        </div>
    }
    .into_any()
}

fn has_modifier(event: &KeyboardEvent) -> bool {
    event.ctrl_key() || event.meta_key() || event.alt_key()
}

fn pressed_control(event: &MouseEvent) -> bool {
    is_within(event, "a, label, input")
}

fn is_link(event: &MouseEvent) -> bool {
    is_within(event, "a")
}

fn is_within(event: &MouseEvent, selector: &str) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.and_then(|element| element.closest(selector).ok().flatten()).is_some()
}

/// Where a key leads from a row, in a list whose last row is `last`.
fn target_of(key: &str, now: Option<usize>, last: usize) -> Option<usize> {
    const PAGE: usize = 8;
    let at = now.unwrap_or(0);
    Some(match key {
        "ArrowDown" => now.map_or(0, |now| now + 1).min(last),
        "ArrowUp" => at.saturating_sub(1),
        "PageDown" => (at + PAGE).min(last),
        "PageUp" => at.saturating_sub(PAGE),
        "Home" => 0,
        "End" => last,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::target_of;

    #[test]
    fn keys_stay_inside_the_list() {
        assert_eq!(target_of("ArrowDown", None, 4), Some(0));
        assert_eq!(target_of("ArrowDown", Some(4), 4), Some(4));
        assert_eq!(target_of("ArrowUp", Some(0), 4), Some(0));
        assert_eq!(target_of("PageDown", Some(1), 4), Some(4));
        assert_eq!(target_of("End", None, 4), Some(4));
        assert_eq!(target_of("a", Some(1), 4), None);
    }
}
