use std::collections::BTreeMap;
use std::time::Duration;

use domain::import::{
    BulkChange, BulkRequest, EditKey, ImportField, ImportState, RowFilter, RowState,
};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::super::Current;
use super::super::rows::{RowPlace, Rows};
use crate::api::{Error, imports};
use crate::format;
use crate::pages::field_words::label;
use crate::pages::trouble::Trouble;
use crate::ui::{Button, Dialog, Glyph, Look, SelectField, Shape, TextField, Timer};

/// How long the form must rest before the rows are counted.
const PAUSE: Duration = Duration::from_millis(300);

const SET: &str = "set";
const SKIP: &str = "skip";
const TAKE: &str = "take";

/// What is done to all rows of the list; copies share it.
#[derive(Clone, Copy)]
struct Form {
    current: Current,
    place: RowPlace,
    rows: Rows,
    open: RwSignal<bool>,
    act: RwSignal<String>,
    field: RwSignal<String>,
    value: RwSignal<String>,
    /// The column whose cell has to be `equals`, by its place; empty for all rows.
    column: RwSignal<String>,
    equals: RwSignal<String>,
    /// Rows that would change, once they are counted.
    matched: RwSignal<Option<u64>>,
    error: RwSignal<Option<Error>>,
    timer: Timer,
}

/// The bar above the rows, for all of them at once.
#[component]
pub(super) fn Bulk(current: Current, place: RowPlace, rows: Rows) -> impl IntoView {
    let form = Form {
        current,
        place,
        rows,
        open: RwSignal::new(false),
        act: RwSignal::new(SET.to_owned()),
        field: RwSignal::new(ImportField::Country.to_string()),
        value: RwSignal::new(String::new()),
        column: RwSignal::new(String::new()),
        equals: RwSignal::new(String::new()),
        matched: RwSignal::new(None),
        error: RwSignal::new(None),
        timer: Timer::new(),
    };
    Effect::new(move |_| form.count());
    let open = move |act: &'static str| {
        form.act.set(act.to_owned());
        form.open.set(true);
    };
    let total = Memo::new(move |_| rows.total.get().unwrap_or_default());
    let is_skipped = move || place.filter.with(|f| f.state == Some(RowState::Skipped));
    let skip_act = move || if is_skipped() { TAKE } else { SKIP };
    let skip_words = Signal::derive(move || {
        if is_skipped() { "Take these in again…" } else { "Leave these out…" }.to_owned()
    });
    view! {
        <div class="bulk-bar" role="group" aria-label="All rows of this list">
            <p>{move || format!("{} in this list", format::counted(total.get(), "row"))}</p>
            <Button label="Set a field…" glyph=Glyph::Pencil disabled=Signal::derive(move || total.get() == 0) on_press=move |()| open(SET) />
            <Button label=skip_words look=Look::Quiet disabled=Signal::derive(move || total.get() == 0) on_press=move |()| open(untrack(skip_act)) />
        </div>
        <Dialog
            open=form.open
            on_close=move |()| form.open.set(false)
            label="Change these rows"
            shape=Shape::Box
        >
            <Sheet form />
        </Dialog>
    }
}

#[component]
fn Sheet(form: Form) -> impl IntoView {
    let none = Signal::derive(|| None::<String>);
    let sets = Memo::new(move |_| form.act.with(|act| act == SET));
    let narrows = Memo::new(move |_| form.column.with(|column| !column.is_empty()));
    let acts =
        [(SET, "Set a field"), (SKIP, "Leave the rows out"), (TAKE, "Take the rows in again")];
    let acts = acts.map(|(key, words)| (key.to_owned(), words.to_owned())).to_vec();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        form.send();
    };
    let idle = move || form.matched.get().unwrap_or_default() == 0;
    view! {
        <form class="confirm form" novalidate on:submit=submit>
            <h2>"Change all rows of this list"</h2>
            <SelectField label="What to do" name="bulk-act" value=form.act choices=acts error=none />
            <Show when=move || sets.get()>
                <div class="pair">
                    <SelectField label="Field" name="bulk-field" value=form.field choices=fields() error=none />
                    <TextField label="New value" name="bulk-value" value=form.value error=none />
                </div>
            </Show>
            <SelectField label="Only where" name="bulk-column" value=form.column choices=form.columns() error=none />
            <Show when=move || narrows.get()>
                <TextField label="is exactly" name="bulk-equals" value=form.equals error=none help="Empty means empty cells." />
            </Show>
            <p class="bulk-count" role="status">{move || form.outcome()}</p>
            {move || form.error.get().map(|error| view! { <Trouble error /> })}
            <div class="actions">
                <Button label=Signal::derive(move || form.verb()) look=Look::Primary submit=true busy=form.current.busy disabled=Signal::derive(idle) />
                <Button label="Keep as it is" on_press=move |()| form.open.set(false) />
            </div>
        </form>
    }
}

impl Form {
    /// What the form asks for now.
    fn request(self, dry_run: bool) -> BulkRequest {
        let act = self.act.get();
        let change = match act.as_str() {
            SET => {
                let field = self.field.get().parse().unwrap_or(ImportField::Country);
                BulkChange::Set(BTreeMap::from([(EditKey::Field(field), self.value.get())]))
            }
            other => BulkChange::Skip(other == SKIP),
        };
        let column = self.column.get().parse().ok();
        let equals = column.map(|_| self.equals.get());
        BulkRequest {
            filter: RowFilter { column, equals, ..self.place.filter.get() },
            change,
            dry_run,
        }
    }

    /// Counts the rows that would change, once the form rests.
    fn count(self) {
        let request = self.request(true);
        if !self.open.get() {
            return;
        }
        self.matched.set(None);
        let ask = move || {
            spawn_local(async move {
                let answer =
                    imports::count_rows(self.current.client, self.current.id, &request).await;
                if self.act.try_get_untracked().is_none()
                    || untrack(|| self.request(true)) != request
                {
                    return;
                }
                match answer {
                    Ok(count) => {
                        self.error.set(None);
                        self.matched.set(Some(count.matched));
                    }
                    Err(error) => self.error.set(Some(error)),
                }
            });
        };
        self.timer.start(PAUSE, ask);
    }

    fn send(self) {
        if untrack(|| self.matched.get()).unwrap_or_default() == 0 {
            return;
        }
        let request = untrack(|| self.request(false));
        let current = self.current;
        current.act(async move {
            imports::change_rows(current.client, current.id, &request).await?;
            self.open.try_set(false);
            // A small file is checked before anybody has seen that it is being checked.
            let import = imports::find(current.client, current.id).await?;
            let is_done = import.state == ImportState::Review;
            let is_gone = current.import.try_set(Some(import)).is_some();
            if is_done && !is_gone {
                self.rows.reload();
            }
            Ok(())
        });
    }

    fn outcome(self) -> String {
        match self.matched.get() {
            None if self.error.with(Option::is_some) => String::new(),
            None => "Counting the rows…".to_owned(),
            Some(0) => "No row would change.".to_owned(),
            Some(count) => {
                format!("{} would change. They are checked again.", format::counted(count, "row"))
            }
        }
    }

    fn verb(self) -> String {
        let count = format::counted(self.matched.get().unwrap_or_default(), "row");
        match self.act.get().as_str() {
            SET => {
                let field = self.field.get().parse::<ImportField>();
                let field = field.map(|field| label(&field)).unwrap_or_default();
                let value = self.value.get();
                let value = if value.trim().is_empty() { "empty" } else { value.trim() };
                format!("Set {field} to {value} for {count}")
            }
            SKIP => format!("Leave {count} out"),
            _ => format!("Take {count} in again"),
        }
    }

    fn columns(self) -> Vec<(String, String)> {
        let mut choices = vec![(String::new(), "Every row of the list".to_owned())];
        self.current.import.with_untracked(|import| {
            let columns =
                import.as_ref().map(|import| import.columns.as_slice()).unwrap_or_default();
            choices.extend(columns.iter().enumerate().map(|(index, column)| {
                let name = if column.header.is_empty() {
                    format!("Column {}", index + 1)
                } else {
                    column.header.clone()
                };
                (index.to_string(), name)
            }));
        });
        choices
    }
}

fn fields() -> Vec<(String, String)> {
    ImportField::CANONICAL.iter().map(|field| (field.to_string(), label(field))).collect()
}
