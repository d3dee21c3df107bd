//! A grid of cells of which only the rows in view are in the page.

mod columns;
mod editor;
mod keys;
mod row;

use std::ops::Range;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlElement, KeyboardEvent};

use super::measure::follow_size;
use super::scrolling::{follow_bar, scroll_to, start_at_top};
use super::slots::Slots;
use super::window::{List, Scroll, Window};
pub(crate) use columns::GridColumn;
pub(crate) use editor::{CellEditor, Edited};
pub(crate) use keys::Spot;
use keys::{Extent, target_of};

/// Height of the row of titles in CSS pixels, as the style sheet has it.
const HEAD: f64 = 36.0;

/// A row that is to be drawn. It becomes another one as the grid is scrolled.
#[derive(Clone, Copy)]
pub(crate) struct GridRow {
    pub(crate) index: Memo<usize>,
    /// The column whose text is being changed: its cell holds a [`CellEditor`].
    pub(crate) editing: Memo<Option<usize>>,
}

/// What a grid is and says; copies share it.
#[derive(Clone, Copy)]
pub(crate) struct GridModel {
    /// The id of the grid in the page, to move the focus to it.
    pub(crate) id: &'static str,
    pub(crate) columns: Signal<Vec<GridColumn>>,
    pub(crate) rows: Signal<usize>,
    /// CSS pixels.
    pub(crate) row_height: Signal<f64>,
    pub(crate) active: RwSignal<Option<Spot>>,
    pub(crate) editing: RwSignal<bool>,
    /// The inside of a row's cells, one for each column.
    pub(crate) cells: Callback<GridRow, Vec<AnyView>>,
    /// A word about a row for the style sheet.
    pub(crate) mark: Callback<usize, &'static str>,
    /// The rows that are in view now.
    pub(crate) on_window: Callback<Range<usize>>,
    /// Enter or a double press.
    pub(crate) on_act: Callback<Spot>,
    /// A press on a row.
    pub(crate) on_press: Callback<Spot>,
    /// Any other key without Control; true if it meant something.
    pub(crate) on_key: Callback<(Spot, String), bool>,
}

/// What the grid knows of its own size.
#[derive(Clone, Copy)]
struct View {
    node: NodeRef<html::Div>,
    scrolled: RwSignal<Scroll>,
    list: Memo<List>,
    window: Memo<Window>,
    shown: Memo<Range<usize>>,
}

/// The grid. The focus stays on the grid itself, or in the one cell that is edited; arrows, Page
/// Up and Down, Home and End move the active cell.
#[component]
pub(crate) fn DataGrid(#[prop(into)] label: Signal<String>, grid: GridModel) -> impl IntoView {
    let view = View::new(grid);
    Effect::new(move |_| grid.on_window.run(view.shown.get()));
    // A cell that is scrolled out of the page takes its editor with it.
    Effect::new(move |_| {
        let shown = view.shown.get();
        let is_away = grid.active.get().is_some_and(|spot| !shown.contains(&spot.row));
        if is_away && grid.editing.get_untracked() {
            grid.editing.set(false);
        }
    });
    let key = move |event: KeyboardEvent| {
        if !grid.editing.get_untracked() && press(grid, view, &event) {
            event.prevent_default();
        }
    };
    let focus = move |_| {
        if grid.active.get_untracked().is_none() && grid.rows.get_untracked() > 0 {
            let row = view.shown.get_untracked().start;
            grid.active.set(Some(Spot { row, column: 0 }));
        }
    };
    let follow = follow_bar(view.node, view.list, view.scrolled);
    // Cells that stay in view are a layer each, which the browser pays for with every frame. They become layers when
    // they have to stay, or may have to at once.
    let shifted = RwSignal::new(false);
    let shift = move |now: bool| {
        if shifted.get_untracked() != now {
            shifted.set(now);
        }
    };
    let scroll = move |event| {
        shift(view.node.get_untracked().is_some_and(|node| node.scroll_left() > 0));
        follow(event);
    };
    let columns = Memo::new(move |_| grid.columns.get());
    let row = Callback::new(move |slot| row::row(grid, columns, slot));
    let id = grid.id;
    let template = move || columns.with(|all| columns::template(all));
    let width = move || columns.with(|all| format!("{}px", columns::width(all)));
    view! {
        <div
            node_ref=view.node
            id=id
            class="data-grid"
            class:shifted=shifted
            role="grid"
            tabindex="0"
            aria-label=label
            aria-rowcount=move || (grid.rows.get() + 1).to_string()
            aria-colcount=move || columns.with(Vec::len).to_string()
            aria-activedescendant=move || grid.active.get().map(|spot| cell_id(id, spot))
            style:--columns=template
            style:--width=width
            on:scroll=scroll
            on:pointerdown=move |_| shift(true)
            on:keydown=key
            on:focus=focus
        >
            <Head grid />
            <div
                class="data-grid-height"
                role="presentation"
                style:height=move || format!("{}px", view.list.get().height())
            >
                <Slots class="data-rows" list=view.list window=view.window row />
            </div>
        </div>
    }
}

impl View {
    fn new(grid: GridModel) -> Self {
        let node = NodeRef::<html::Div>::new();
        let size = RwSignal::new((1_000.0, 600.0));
        let scrolled = RwSignal::new(Scroll::default());
        follow_size(node, size);
        let list = Memo::new(move |_| List {
            rows: grid.rows.get(),
            row_height: grid.row_height.get(),
            view: (size.get().1 - HEAD).max(0.0),
        });
        let window = Memo::new(move |_| list.get().window_at(scrolled.get()));
        let shown = Memo::new(move |_| window.with(|window| window.first..window.end));
        // The active cell was taken away with the old list.
        start_at_top(node, scrolled, move || grid.active.with(Option::is_none));
        Self { node, scrolled, list, window, shown }
    }

    /// Scrolls as little as it takes to see a cell.
    #[expect(clippy::cast_possible_truncation, reason = "pixels of a page")]
    fn reveal(self, grid: GridModel, spot: Spot) {
        let Some(node) = self.node.get_untracked() else { return };
        let list = self.list.get_untracked();
        if let Some(place) = list.reveal_at(spot.row, self.scrolled.get_untracked()) {
            scroll_to(self.node, self.scrolled, place);
        }
        let (left, width) = (f64::from(node.scroll_left()), f64::from(node.client_width()));
        let left = grid
            .columns
            .with_untracked(|columns| columns::reveal(columns, spot.column, left, width));
        if let Some(left) = left {
            node.set_scroll_left(left.ceil() as i32);
        }
    }
}

/// Deals with a key of the grid; false if it means nothing here.
fn press(grid: GridModel, view: View, event: &KeyboardEvent) -> bool {
    let key = event.key();
    let control = event.ctrl_key() || event.meta_key();
    let now = grid.active.get_untracked();
    let list = view.list.get_untracked();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few rows")]
    let page = ((list.view / list.row_height.max(1.0)) as usize).saturating_sub(1).max(1);
    let extent = Extent { rows: list.rows, columns: grid.columns.with_untracked(Vec::len), page };
    if let Some(to) = target_of(&key, control, now, extent) {
        grid.active.set(Some(to));
        view.reveal(grid, to);
        return true;
    }
    match now {
        Some(now) if key == "Enter" || key == "F2" => {
            grid.on_act.run(now);
            true
        }
        Some(now) if !control && !event.alt_key() => grid.on_key.run((now, key)),
        _ => false,
    }
}

#[component]
fn Head(grid: GridModel) -> impl IntoView {
    let titles = move || {
        let columns = grid.columns.get();
        let lefts = columns::lefts(&columns);
        let title = |(index, column): (usize, GridColumn)| {
            view! {
                <div
                    class="data-cell"
                    class:frozen=column.frozen
                    role="columnheader"
                    aria-colindex=(index + 1).to_string()
                    style:--left=column.frozen.then(|| format!("{}px", lefts[index]))
                    title=column.title.clone()
                >
                    {column.title.clone()}
                </div>
            }
        };
        columns.into_iter().enumerate().map(title).collect_view()
    };
    view! {
        <div class="data-head" role="rowgroup">
            <div class="data-row" role="row" aria-rowindex="1">{titles}</div>
        </div>
    }
}

fn cell_id(grid: &str, spot: Spot) -> String {
    format!("{grid}-{}-{}", spot.row, spot.column)
}

/// Gives the focus back to a grid, after an edit or from a panel beside it.
pub(crate) fn focus_grid(id: &str) {
    let grid = document().get_element_by_id(id).and_then(|grid| grid.dyn_into().ok());
    if let Some(grid) = grid {
        let grid: HtmlElement = grid;
        let _ = grid.focus();
    }
}
