use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use domain::import::{ImportRow, ImportRows, RowFilter, RowPatch};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::super::Current;
use super::cache::{Cache, PAGE};
use crate::api::Error;
use crate::api::imports::{self, RowsQuery};
use crate::pages::field_words::is_about;
use crate::pages::imports::words;
use crate::ui::Spot;

/// How long a place must be looked at before its rows are asked for, so that a drag of the scroll
/// bar through a million rows does not ask for all of them.
const LINGER: Duration = Duration::from_millis(60);

/// A list of rows as the server has it; copies share it.
#[derive(Clone, Copy)]
pub(in super::super) struct Rows {
    pub(in super::super) current: Current,
    pub(in super::super) filter: Signal<RowFilter>,
    /// Only rows that an undo kept.
    kept: bool,
    /// Rows that meet the filter; none before the first answer.
    pub(in super::super) total: RwSignal<Option<u64>>,
    pub(in super::super) error: RwSignal<Option<Error>>,
    /// The cell that the keyboard is at.
    pub(in super::super) active: RwSignal<Option<Spot>>,
    /// What a screen reader hears after a change.
    pub(in super::super) said: RwSignal<String>,
    /// Rows that a change took out of the list so far.
    pub(super) left: RwSignal<u32>,
    /// Whether an answer to another filter is on its way.
    pub(in super::super) busy: RwSignal<bool>,
    cache: RwSignal<Cache>,
    window: StoredValue<Range<usize>>,
    /// Rises with every filter: what was asked before it is not listened to.
    turn: StoredValue<u32>,
}

impl Rows {
    /// Asks for the rows that meet the filter, and anew whenever it changes.
    pub(in super::super) fn start(current: Current, filter: Signal<RowFilter>, kept: bool) -> Self {
        let rows = Self {
            current,
            filter,
            kept,
            total: RwSignal::new(None),
            error: RwSignal::new(None),
            active: RwSignal::new(None),
            said: RwSignal::new(String::new()),
            left: RwSignal::new(0),
            busy: RwSignal::new(true),
            cache: RwSignal::new(Cache::default()),
            window: StoredValue::new(0..0),
            turn: StoredValue::new(0),
        };
        Effect::new(move |_| {
            filter.track();
            rows.begin(0, true);
        });
        rows
    }

    /// The row at a place of the list.
    pub(in super::super) fn get(self, index: usize) -> Option<Arc<ImportRow>> {
        self.cache.with(|cache| cache.get(index))
    }

    /// The row that the keyboard is at.
    pub(in super::super) fn at_hand(self) -> Option<Arc<ImportRow>> {
        self.get(self.active.get()?.row)
    }

    /// Notes what is in view, and asks for what is missing of it once it stays.
    pub(super) fn look_at(self, window: Range<usize>) {
        self.window.set_value(window.clone());
        if self.cache.with_untracked(|cache| cache.missing(&window).is_empty()) {
            return;
        }
        let ask = move || {
            if self.window.try_get_value() == Some(window.clone()) {
                self.fill();
            }
        };
        set_timeout(ask, LINGER);
    }

    /// Asks again for what is in view: rows may have come or gone.
    pub(in super::super) fn reload(self) {
        self.begin(self.window.get_value().start / PAGE, false);
    }

    /// Starts anew at a page. What is shown stays until the answer is there.
    fn begin(self, page: usize, from_top: bool) {
        let turn = self.turn.get_value() + 1;
        self.turn.set_value(turn);
        self.busy.set(true);
        spawn_local(async move {
            let answer = self.ask(page).await;
            if self.turn.try_get_value() != Some(turn) {
                return;
            }
            self.busy.set(false);
            match answer {
                Ok(found) => {
                    self.restart(page, found, from_top);
                    self.fill();
                }
                Err(error) => self.error.set(Some(error)),
            }
        });
    }

    fn restart(self, page: usize, found: ImportRows, from_top: bool) {
        let total = found.total;
        let mut cache = Cache::default();
        cache.put(page, found.rows);
        self.error.set(None);
        self.cache.set(cache);
        self.total.set(Some(total));
        let active = self.active.get_untracked().filter(|_| !from_top);
        let last = usize::try_from(total).unwrap_or(usize::MAX).checked_sub(1);
        let active = active.zip(last).map(|(spot, last)| Spot { row: spot.row.min(last), ..spot });
        self.active.set(active);
    }

    /// Asks for every page in view that is not known yet.
    fn fill(self) {
        let window = self.window.get_value();
        let missing = self.cache.with_untracked(|cache| cache.missing(&window));
        let turn = self.turn.get_value();
        for page in missing {
            self.cache.update_untracked(|cache| cache.ask(page));
            spawn_local(async move {
                let answer = self.ask(page).await;
                if self.turn.try_get_value() != Some(turn) {
                    return;
                }
                match answer {
                    Ok(found) => self.cache.update(|cache| cache.put(page, found.rows)),
                    Err(error) => {
                        self.cache.update_untracked(|cache| cache.give_up(page));
                        self.error.set(Some(error));
                    }
                }
            });
        }
    }

    async fn ask(self, page: usize) -> Result<ImportRows, Error> {
        let query = RowsQuery {
            filter: self.filter.get_untracked(),
            kept: self.kept,
            offset: page * PAGE,
            limit: PAGE,
        };
        imports::rows(self.current.client, self.current.id, &query).await
    }

    /// Changes a row, shows it as it was judged anew, and asks for the counts.
    pub(in super::super) fn change(self, number: u64, patch: RowPatch) {
        let current = self.current;
        spawn_local(async move {
            match imports::change_row(current.client, current.id, number, &patch).await {
                Ok(row) => {
                    let leaves = !meets(&row, &self.filter.get_untracked());
                    self.error.try_set(None);
                    self.said.try_set(said(&row, leaves));
                    self.cache.try_update(|cache| cache.replace(row));
                    current.refresh();
                    if leaves {
                        self.left.try_update(|left| *left += 1);
                        self.reload();
                    }
                }
                Err(error) => {
                    self.error.try_set(Some(error));
                }
            }
        });
    }
}

/// Whether a row still belongs to a list after it was changed; texts are not looked at.
fn meets(row: &ImportRow, filter: &RowFilter) -> bool {
    let similar = filter.similar != Some(true) || (!row.apart && !row.matches.is_empty());
    let wrong = filter
        .error
        .as_ref()
        .is_none_or(|field| row.errors.iter().any(|error| is_about(&error.field, field)));
    filter.state.is_none_or(|state| state == row.state) && similar && wrong
}

fn said(row: &ImportRow, leaves: bool) -> String {
    let (word, _) = words::row_state(row.state);
    let leaves = if leaves { " It is not in this list any more." } else { "" };
    format!("Row {}: {word}. {}{leaves}", row.number, row.reason)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::import::RowState;
    use domain::problem::FieldError;

    #[test]
    fn a_mended_row_leaves_the_list_of_wrong_ones() {
        let wrong = |field: &str| ImportRow {
            errors: vec![FieldError::required(field)],
            ..ImportRow::read(7, Vec::new())
        };
        let invalid = RowFilter { state: Some(RowState::Invalid), ..RowFilter::default() };
        let mended = ImportRow { state: RowState::New, ..ImportRow::read(7, Vec::new()) };
        assert!(meets(&wrong("country"), &invalid));
        assert!(!meets(&mended, &invalid));
        assert!(said(&mended, true).starts_with("Row 7: New."));
        let mails = RowFilter { error: Some("email".to_owned()), ..RowFilter::default() };
        assert!(meets(&wrong("emails[1].value"), &mails));
        assert!(!meets(&wrong("country"), &mails));
    }
}
