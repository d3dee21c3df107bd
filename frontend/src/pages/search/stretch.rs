//! Picking a stretch of the list, from one row to another, whether or not it is in memory.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::finder::Finder;
use super::selection::PICKED_MAX;
use crate::format;
use crate::ui::{Toast, Toasts};

impl Finder {
    /// Picks from the row where a stretch was begun, or else from `from`, to a row.
    pub(super) fn pick_to(self, from: usize, to: usize, toasts: Toasts) {
        let rows = self.selection.stretch(from, to);
        let too_many = move || {
            let most = format::count(PICKED_MAX as u64);
            toasts.show(Toast::failed(format!(
                "At most {most} contacts can be selected one by one. Select all results instead."
            )));
        };
        if rows.len() > PICKED_MAX {
            return too_many();
        }
        spawn_local(async move {
            if !self.fetch_rows(rows.clone()).await {
                return;
            }
            let contacts = self.hits.with_untracked(|hits| hits.contacts(rows));
            if self.selection.pick_stretch(contacts) {
                too_many();
            }
        });
    }

    /// Picks the contact of a row, or lets it go.
    pub(super) fn pick(self, row: usize) {
        let Some(hit) = self.hits.with_untracked(|hits| hits.get(row)) else { return };
        let seen = self.seen.get_untracked();
        let in_view = self.hits.with_untracked(|hits| hits.contacts(seen));
        self.selection.toggle((row, hit.contact.id), &in_view);
    }
}
