use std::sync::Arc;

use domain::import::{Column, ImportField, ImportRow, RowPatch, RowState};
use leptos::prelude::*;

use super::cells;
use super::detail::RowDetail;
use super::drawn::{Shown, fate, file_text, mark, summary, title, why};
use super::store::Rows;
use crate::format;
use crate::pages::trouble::Trouble;
use crate::ui::{
    CellEditor, DataGrid, Dialog, Edited, Empty, Glyph, GridColumn, GridModel, GridRow, IconButton,
    Shape, Skeleton, Spot, focus_grid, shared, window_width,
};

const GRID: &str = "rows";
/// From this width of the window in CSS pixels, the row at hand stands beside the grid.
const WITH_DETAIL: f64 = 1_180.0;
/// Below this one, a row is told in one cell.
const NARROW: f64 = 720.0;
/// Columns of the grid before those of the file: number, fate, reason.
const OWN: usize = 3;

/// What the grid shows and what may be done in it; copies share it.
#[derive(Clone, Copy)]
struct Table {
    rows: Rows,
    /// Columns of the file that mean something, with their places in it.
    columns: StoredValue<Arc<Vec<(usize, Column)>>>,
    is_editable: bool,
    editing: RwSignal<bool>,
    narrow: Memo<bool>,
    /// Whether the row at hand is opened, where it does not stand beside the grid.
    opened: RwSignal<bool>,
    beside: Memo<bool>,
}

/// All rows that meet the filter, and the one at hand with everything about it.
#[component]
pub(in super::super) fn RowTable(
    rows: Rows,
    #[prop(into)] label: Signal<String>,
    /// Whether cells may be changed and rows left out.
    is_editable: bool,
) -> impl IntoView {
    let width = window_width();
    let columns = rows.current.import.with_untracked(|import| {
        let columns = import.as_ref().map(|import| import.columns.clone()).unwrap_or_default();
        let known = |(_, column): &(usize, Column)| {
            column.field.as_ref().is_some_and(|field| *field != ImportField::Ignore)
        };
        columns.into_iter().enumerate().filter(known).collect::<Vec<_>>()
    });
    let table = Table {
        rows,
        columns: StoredValue::new(Arc::new(columns)),
        is_editable,
        editing: RwSignal::new(false),
        narrow: Memo::new(move |_| width.get() < NARROW),
        opened: RwSignal::new(false),
        beside: Memo::new(move |_| width.get() >= WITH_DETAIL),
    };
    table.follow_rows_that_leave();
    let is_empty = Memo::new(move |_| rows.total.get() == Some(0));
    // The grid stays, and its focus, while the count of its rows changes.
    let is_known = Memo::new(move |_| rows.total.with(Option::is_some));
    let body = move || {
        match is_known.get() {
        false if rows.error.with(Option::is_some) => ().into_any(),
        false => view! { <Skeleton lines=10 /> }.into_any(),
        true if is_empty.get() => view! {
            <Empty glyph=Glyph::Check title="No such rows" text="The other filters have the rest of the file." />
        }
        .into_any(),
        true => view! { <Whole table label /> }.into_any(),
    }
    };
    view! {
        {move || rows.error.get().map(|error| view! { <Trouble error on_retry=move |()| rows.reload() /> })}
        <div class="rows-body" aria-busy=move || rows.busy.get().then_some("true")>{body}</div>
        <p class="unseen" role="status">{rows.said}</p>
    }
}

#[component]
fn Whole(table: Table, label: Signal<String>) -> impl IntoView {
    let rows = table.rows;
    let close = Callback::new(move |()| table.opened.set(false));
    let name = Signal::derive(move || {
        rows.at_hand().map_or_else(String::new, |row| format!("Row {}", format::count(row.number)))
    });
    let detail = move || view! { <RowDetail rows is_editable=table.is_editable /> };
    let beside = move || {
        table.beside.get().then(|| {
            view! { <aside id="row-detail" class="row-detail" aria-label="The row at hand" tabindex="-1">{detail()}</aside> }
        })
    };
    view! {
        <div class="rows-split">
            <DataGrid label grid=table.model() />
            {beside}
        </div>
        <Dialog
            open=Signal::derive(move || table.opened.get() && !table.beside.get())
            on_close=close
            label=name
            shape=Shape::Drawer
        >
            <div class="drawer-head">
                <span class="spacer"></span>
                <IconButton label="Close" glyph=Glyph::Close on_press=close />
            </div>
            <div class="drawer-body">{detail()}</div>
        </Dialog>
    }
}

impl Table {
    fn model(self) -> GridModel {
        let rows = self.rows;
        let count = move || rows.total.get().and_then(|total| usize::try_from(total).ok());
        GridModel {
            id: GRID,
            columns: Signal::derive(move || self.titles()),
            rows: Signal::derive(move || count().unwrap_or_default()),
            row_height: Signal::derive(move || if self.narrow.get() { 76.0 } else { 36.0 }),
            active: rows.active,
            editing: self.editing,
            cells: Callback::new(move |row| self.cells(row)),
            mark: Callback::new(move |index| rows.get(index).map_or("", |row| mark(&row))),
            on_window: Callback::new(move |window| rows.look_at(window)),
            on_act: Callback::new(move |spot| self.act(spot)),
            on_press: Callback::new(move |_| {
                if self.narrow.get_untracked() {
                    self.opened.set(true);
                }
            }),
            on_key: Callback::new(move |(spot, key): (Spot, String)| self.key(spot, &key)),
        }
    }

    fn titles(self) -> Vec<GridColumn> {
        if self.narrow.get() {
            return vec![GridColumn::new("Rows", 240.0)];
        }
        let mut titles = vec![
            GridColumn::frozen("Row", 76.0),
            GridColumn::frozen("Fate", 104.0),
            GridColumn::new("Why", 220.0),
        ];
        self.columns.with_value(|columns| {
            titles.extend(
                columns
                    .iter()
                    .map(|(index, column)| GridColumn::new(title(*index, column), width(column))),
            );
        });
        titles
    }

    /// The inside of a row's cells.
    fn cells(self, shown: GridRow) -> Vec<AnyView> {
        let row = shared(move || self.rows.get(shown.index.get()));
        if self.narrow.get_untracked() {
            return vec![summary(row)];
        }
        let number = move || row.with(|row| row.as_ref().map(|row| format::count(row.number)));
        let why = Memo::new(move |_| row.with(|row| row.as_deref().map(why).unwrap_or_default()));
        let why = view! { <span class="data-why" title=why>{why}</span> };
        let mut cells = vec![number.into_any(), fate(row), why.into_any()];
        let columns = self.columns.get_value();
        cells.extend((0..columns.len()).map(|place| self.file_cell(row, place, shown.editing)));
        cells
    }

    fn file_cell(self, row: Shown, place: usize, editing: Memo<Option<usize>>) -> AnyView {
        let columns = self.columns.get_value();
        let Some((index, column)) = columns.get(place).cloned() else { return ().into_any() };
        let column = StoredValue::new(column);
        let is_edited = Memo::new(move |_| editing.get() == Some(place + OWN));
        let edited = move || is_edited.get().then(|| row.get_untracked()).flatten();
        let inside = move || match edited() {
            Some(row) => column.with_value(|column| self.editor(&row, index, column)),
            None => file_text(row, index, column),
        };
        inside.into_any()
    }

    fn editor(self, row: &ImportRow, index: usize, column: &Column) -> AnyView {
        let (number, key) = (row.number, cells::edit_key(row, index, column));
        let label = format!("{}, row {number}", title(index, column));
        let end = move |edited: Edited| {
            self.editing.set(false);
            focus_grid(GRID);
            if let Edited::Saved(text) = edited {
                let edits = [(key.clone(), Some(text))].into();
                self.rows.change(number, RowPatch { edits, ..RowPatch::default() });
            }
        };
        view! { <CellEditor label text=cells::cell(row, index, column).text on_end=end /> }
            .into_any()
    }

    /// Enter: a cell of the file is edited, the others open the row.
    fn act(self, spot: Spot) {
        let is_open = self.rows.get(spot.row).is_some_and(|row| !row.committed);
        if self.is_editable && is_open && spot.column >= OWN && !self.narrow.get_untracked() {
            self.editing.set(true);
        } else if self.beside.get_untracked() {
            focus_grid("row-detail");
        } else {
            self.opened.set(true);
        }
    }

    fn key(self, spot: Spot, key: &str) -> bool {
        let row = self.rows.get(spot.row).filter(|row| self.is_editable && !row.committed);
        match (key, row) {
            ("s", Some(row)) => {
                let skip = Some(row.state != RowState::Skipped);
                self.rows.change(row.number, RowPatch { skip, ..RowPatch::default() });
                true
            }
            _ => false,
        }
    }

    /// A row that left the list takes its panel with it; the focus stays in the list.
    fn follow_rows_that_leave(self) {
        Effect::new(move |before: Option<u32>| {
            let left = self.rows.left.get();
            if before.is_some_and(|before| before != left) {
                self.opened.set(false);
                focus_grid(GRID);
            }
            left
        });
    }
}

/// A width that suits the values, in CSS pixels.
fn width(column: &Column) -> f64 {
    let letters = column.samples.iter().map(|sample| sample.chars().count()).max().unwrap_or(0);
    let letters = u32::try_from(letters.max(column.header.chars().count())).unwrap_or(u32::MAX);
    (f64::from(letters) * 7.2 + 28.0).clamp(96.0, 260.0)
}
