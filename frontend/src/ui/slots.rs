//! Slots for the rows of a long list: as many as fit the view. A slot shows one row after the other, so that scrolling
//! changes texts instead of making elements.

use std::time::Duration;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement, Node};

use super::timer::Timer;
use super::window::{List, Window};

/// How long a list has to stand still until its elements are brought into order.
const REST: Duration = Duration::from_millis(250);
/// The pause between two of them, so that whoever scrolls on does not wait.
const STEP: Duration = Duration::from_millis(20);

/// A row of the list in its slot.
#[derive(Clone, Copy)]
pub(super) struct Slot {
    /// The value of the attribute `data-slot` of its element.
    pub(super) number: usize,
    /// The row that is shown now.
    pub(super) row: Memo<usize>,
    /// Where it stands, as a value of `top`.
    pub(super) top: Signal<String>,
}

/// The rows in view and some around them. `row` makes the element of a row, which is placed by its `top`; its height
/// is `--row-height`.
#[component]
pub(super) fn Slots(
    class: &'static str,
    list: Memo<List>,
    window: Memo<Window>,
    row: Callback<Slot, AnyView>,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let count = Memo::new(move |_| window.with(|window| window.len()));
    let anchor = Memo::new(move |_| window.with(|window| window.anchor));
    let shift = Memo::new(move |_| window.with(|window| window.shift));
    let slots = move || {
        let count = count.get();
        if let Some(group) = node.get_untracked() {
            // New ones are put behind the last one, and the last ones are taken away.
            while turn_towards(&group, 0) {}
        }
        0..count
    };
    let one = move |number: usize| {
        let shown = Memo::new(move |_| window.with(|window| window.row_in(number)));
        let top = Signal::derive(move || {
            format!("{}px", list.get().below_anchor(shown.get(), anchor.get()))
        });
        row.run(Slot { number, row: shown, top })
    };
    keep_order(node, window);
    Effect::new(move |before: Option<Window>| {
        let now = window.get();
        if let (Some(before), Some(group)) = (before, node.get_untracked()) {
            release_focus(&group, before, now);
        }
        now
    });
    view! {
        <div
            node_ref=node
            class=class
            role="rowgroup"
            style:transform=move || format!("translateY({}px)", shift.get())
            style:--row-height=move || format!("{}px", list.get().row_height)
        >
            <For each=slots key=|slot| *slot children=one />
        </div>
    }
}

/// Brings the elements into the order of the rows that they show, for whoever reads the page in its order. To move
/// elements costs more than to change their texts; that is why it waits until the list stands still.
fn keep_order(node: NodeRef<html::Div>, window: Memo<Window>) {
    let first = Memo::new(move |_| window.with(|window| window.first_slot()));
    let timer = Timer::new();
    Effect::new(move |_| {
        first.track();
        timer.start(REST, move || step(node, first, timer));
    });
}

fn step(node: NodeRef<html::Div>, first: Memo<usize>, timer: Timer) {
    let (Some(Some(group)), Some(slot)) = (node.try_get_untracked(), first.try_get_untracked())
    else {
        return;
    };
    if turn_towards(&group, slot) {
        timer.start(STEP, move || step(node, first, timer));
    }
}

/// Moves an element from one end to the other, the shorter way to where that of a slot is first. True when there are
/// more to move.
fn turn_towards(group: &Element, slot: usize) -> bool {
    let count = group.child_element_count() as usize;
    let Some(front) = group.first_element_child().and_then(|front| slot_of(&front)) else {
        return false;
    };
    if slot >= count || front == slot {
        return false;
    }
    let steps = (slot + count - front) % count;
    let is_forward = steps <= count - steps;
    let (moved, before) = if is_forward {
        // What is no element there marks the end of the list.
        let end = group.last_child().filter(|last| !last.is_instance_of::<Element>());
        (group.first_element_child(), end)
    } else {
        let first: Option<Node> = group.first_child();
        (group.last_element_child(), first)
    };
    let is_moved = moved.is_some_and(|moved| group.insert_before(&moved, before.as_ref()).is_ok());
    is_moved && steps.min(count - steps) > 1
}

/// The focus does not stay within a row whose slot now shows another: it goes to the grid.
fn release_focus(group: &Element, before: Window, now: Window) {
    let Some(focused) = document().active_element().filter(|focused| group.contains(Some(focused)))
    else {
        return;
    };
    let row = focused.closest("[data-slot]").ok().flatten();
    let stays = row
        .and_then(|row| slot_of(&row))
        .is_some_and(|slot| before.row_in(slot) == now.row_in(slot));
    let grid = group.closest("[role=grid]").ok().flatten().and_then(|grid| grid.dyn_into().ok());
    if let (false, Some(grid)) = (stays, grid) {
        let grid: HtmlElement = grid;
        let _ = grid.focus();
    }
}

fn slot_of(row: &Element) -> Option<usize> {
    row.get_attribute("data-slot")?.parse().ok()
}
