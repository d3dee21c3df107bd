use domain::import::{Column, ImportField, ImportRow, ImportRows, RowState};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Current;
use crate::api::{Error, imports};
use crate::format;
use crate::pages::imports::words;
use crate::pages::trouble::Trouble;
use crate::ui::{Badge, Button, Empty, Glyph, Skeleton};

/// Rows on a page of the table.
const PAGE: usize = 100;

/// The rows of one state, page by page.
#[component]
pub(super) fn RowTable(
    current: Current,
    columns: Vec<Column>,
    state: RwSignal<Option<RowState>>,
) -> impl IntoView {
    // Where each page seen so far begins; the last is the one that is shown.
    let cursors = RwSignal::new(vec![None::<String>]);
    let page = load(current, state, cursors);
    let columns = StoredValue::new(columns);
    let body = move || match page.get() {
        None => view! { <Skeleton lines=10 /> }.into_any(),
        Some(Err(error)) => view! { <Trouble error /> }.into_any(),
        Some(Ok(rows)) if rows.rows.is_empty() => {
            let text = "Another tab has the rest of the file.";
            view! { <Empty glyph=Glyph::Check title="No such rows" text /> }.into_any()
        }
        Some(Ok(rows)) => columns.with_value(|columns| table(&rows.rows, columns)),
    };
    let next = move || match page.get() {
        Some(Ok(rows)) => rows.next_cursor,
        _ => None,
    };
    let forward = move |()| {
        if let Some(cursor) = untrack(next) {
            cursors.update(|all| all.push(Some(cursor)));
        }
    };
    let back = move |()| {
        cursors.update(|all| {
            all.pop();
        });
    };
    let at_start = Signal::derive(move || cursors.with(Vec::len) <= 1);
    let at_end = Signal::derive(move || next().is_none());
    view! {
        {body}
        <Show when=move || !(at_start.get() && at_end.get())>
            <div class="pager">
                <Button label="Previous rows" glyph=Glyph::ArrowLeft disabled=at_start on_press=back />
                <Button label="Next rows" glyph=Glyph::ArrowRight disabled=at_end on_press=forward />
            </div>
        </Show>
    }
}

/// The page that is asked for; another state starts at its first page.
fn load(
    current: Current,
    state: RwSignal<Option<RowState>>,
    cursors: RwSignal<Vec<Option<String>>>,
) -> RwSignal<Option<Result<ImportRows, Error>>> {
    let page = RwSignal::new(None);
    Effect::new(move |before: Option<Option<RowState>>| {
        let now = state.get();
        if before.is_some_and(|before| before != now) {
            cursors.set(vec![None]);
        }
        now
    });
    let asked =
        Memo::new(move |_| (state.get(), cursors.with(|all| all.last().cloned().flatten())));
    Effect::new(move |_| {
        let (state, cursor) = asked.get();
        spawn_local(async move {
            let answer =
                imports::rows(current.client, current.id, state, cursor.clone(), PAGE).await;
            if asked.try_get_untracked() == Some((state, cursor)) {
                page.set(Some(answer));
            }
        });
    });
    page
}

fn table(rows: &[ImportRow], columns: &[Column]) -> AnyView {
    let row = |row: &ImportRow| {
        let (text, tone) = words::row_state(row.state);
        let shown = Shown::of(row, columns);
        let errors = row.errors.iter().map(|error| {
            view! { <li><strong>{error.field.clone()}</strong> " " {error.message.clone()}</li> }
        });
        view! {
            <tr>
                <td class="number">{format::count(row.number)}</td>
                <td><Badge text tone /></td>
                <td>{shown.name}</td>
                <td>{shown.company}</td>
                <td>{shown.email}</td>
                <td class="reason">
                    {row.reason.clone()}
                    {(!row.errors.is_empty()).then(|| view! { <ul class="row-errors">{errors.collect_view()}</ul> })}
                </td>
            </tr>
        }
    };
    view! {
        <div class="table-scroll" role="region" aria-label="Rows of the file" tabindex="0">
            <table class="table rows">
                <thead>
                    <tr>
                        <th scope="col" class="number">"Row"</th>
                        <th scope="col">"Fate"</th>
                        <th scope="col">"Name"</th>
                        <th scope="col">"Company"</th>
                        <th scope="col">"E-mail"</th>
                        <th scope="col">"Why"</th>
                    </tr>
                </thead>
                <tbody>{rows.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// What tells a row from others: of its parsed fields, or of its cells where it has none.
#[derive(Debug, PartialEq, Eq)]
struct Shown {
    name: String,
    company: String,
    email: String,
}

impl Shown {
    fn of(row: &ImportRow, columns: &[Column]) -> Self {
        if let Some(fields) = &row.fields {
            let email = fields.emails.first().map(|email| email.value.to_string());
            return Self {
                name: fields.full_name.clone().unwrap_or_default(),
                company: fields.company.clone().unwrap_or_default(),
                email: email.unwrap_or_default(),
            };
        }
        let cells = |wanted: &[ImportField]| {
            let cell = |(column, cell): (&Column, &String)| {
                let is_wanted = column.field.as_ref().is_some_and(|field| wanted.contains(field));
                (is_wanted && !cell.is_empty()).then(|| cell.clone())
            };
            columns.iter().zip(&row.cells).filter_map(cell).collect::<Vec<_>>().join(" ")
        };
        Self {
            name: cells(&[ImportField::FullName, ImportField::FirstName, ImportField::LastName]),
            company: cells(&[ImportField::Company]),
            email: cells(&[ImportField::Email]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invalid_row_is_told_by_its_cells() {
        let column = |field| Column { field: Some(field), ..Column::default() };
        let columns = [
            column(ImportField::FirstName),
            column(ImportField::City),
            column(ImportField::LastName),
            column(ImportField::Email),
        ];
        let row = ImportRow {
            number: 1,
            state: RowState::Invalid,
            reason: String::new(),
            errors: Vec::new(),
            cells: ["Ada", "London", "Lovelace", "ada at engine"].map(str::to_owned).to_vec(),
            fields: None,
            contact_id: None,
            committed: false,
        };
        let shown = Shown::of(&row, &columns);
        assert_eq!((shown.name.as_str(), shown.email.as_str()), ("Ada Lovelace", "ada at engine"));
    }
}
