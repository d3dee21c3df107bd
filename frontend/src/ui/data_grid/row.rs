use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, MouseEvent};

use super::super::slots::Slot;
use super::{GridColumn, GridModel, GridRow, Spot, cell_id, columns};

/// A row in its slot. Its cells are made once; what is in them follows the row that is shown.
pub(super) fn row(grid: GridModel, columns: Memo<Vec<GridColumn>>, slot: Slot) -> AnyView {
    let index = slot.row;
    let focus = Memo::new(move |_| {
        let spot = grid.active.get().filter(|spot| spot.row == index.get())?;
        Some((spot, grid.editing.get()))
    });
    let editing = Memo::new(move |_| {
        focus.get().filter(|(_, editing)| *editing).map(|(spot, _)| spot.column)
    });
    let node = NodeRef::<html::Div>::new();
    mark_active(grid, node, focus, columns);
    let cells = move || {
        let columns = columns.get();
        let lefts = columns::lefts(&columns);
        let inside = grid.cells.run(GridRow { index, editing });
        let cell = |(column, (spec, inside)): (usize, (&GridColumn, AnyView))| {
            view! {
                <div
                    class=if spec.frozen { "data-cell frozen" } else { "data-cell" }
                    role="gridcell"
                    aria-colindex=(column + 1).to_string()
                    style:--left=spec.frozen.then(|| format!("{}px", lefts[column]))
                >
                    {inside}
                </div>
            }
        };
        columns.iter().zip(inside).enumerate().map(cell).collect_view()
    };
    let spot_of = move |event: &MouseEvent| {
        let column = column_of(event)?;
        Some(Spot { row: index.get_untracked(), column })
    };
    let press = move |event: MouseEvent| {
        let Some(spot) = spot_of(&event) else { return };
        if grid.active.get_untracked() != Some(spot) {
            grid.active.set(Some(spot));
        }
        grid.on_press.run(spot);
    };
    let act = move |event: MouseEvent| {
        if let Some(spot) = spot_of(&event) {
            grid.on_act.run(spot);
        }
    };
    view! {
        <div
            node_ref=node
            class="data-row"
            class:current=move || focus.with(Option::is_some)
            role="row"
            aria-rowindex=move || (index.get() + 2).to_string()
            data-mark=move || grid.mark.run(index.get())
            data-slot=slot.number.to_string()
            style:top=slot.top
            on:click=press
            on:dblclick=act
        >
            {cells}
        </div>
    }
    .into_any()
}

/// Marks the cell that the keyboard is at. Only this one has an id, and what is said of it is written by hand: cells
/// are many, and all the others have nothing to follow.
fn mark_active(
    grid: GridModel,
    node: NodeRef<html::Div>,
    focus: Memo<Option<(Spot, bool)>>,
    columns: Memo<Vec<GridColumn>>,
) {
    Effect::new(move |before: Option<Option<Element>>| {
        columns.track();
        let now = focus.get().map(|(spot, _)| spot);
        if let Some(Some(before)) = before {
            let _ = before.class_list().remove_1("active");
            let _ = before.remove_attribute("aria-selected");
            let _ = before.remove_attribute("id");
        }
        let (row, spot) = (node.get()?, now?);
        let cell = row.children().item(u32::try_from(spot.column).ok()?)?;
        let _ = cell.class_list().add_1("active");
        let _ = cell.set_attribute("aria-selected", "true");
        let _ = cell.set_attribute("id", &cell_id(grid.id, spot));
        Some(cell)
    });
}

/// The column in which was pressed, counted from 0.
fn column_of(event: &MouseEvent) -> Option<usize> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let cell = target.closest(".data-cell").ok()??;
    cell.get_attribute("aria-colindex")?.parse::<usize>().ok()?.checked_sub(1)
}
