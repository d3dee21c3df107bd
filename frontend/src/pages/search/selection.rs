use std::collections::BTreeSet;
use std::ops::Range;

use domain::partition::Layer;
use domain::{ContactId, search::SearchQuery};
use leptos::prelude::*;

/// Contacts that can be picked one by one; an export by ids takes no more.
pub(super) const PICKED_MAX: usize = 5_000;

/// The contacts that were picked, on whatever page of the list; copies share it.
#[derive(Clone, Copy)]
pub(super) struct Selection {
    picked: RwSignal<Picked>,
    /// The row from which a stretch goes, and what was picked before it.
    anchor: StoredValue<Option<(usize, BTreeSet<ContactId>)>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Picked {
    These(BTreeSet<ContactId>),
    /// Whatever the search finds.
    All,
}

impl Selection {
    /// Nobody yet. What was picked in one layer is forgotten in the other: acts are on one of them.
    /// All results are those of one search, and are let go with it.
    pub(super) fn start(query: RwSignal<SearchQuery>) -> Self {
        let nobody = Picked::These(BTreeSet::new());
        let selection = Self { picked: RwSignal::new(nobody), anchor: StoredValue::new(None) };
        let asked =
            Memo::new(move |_| query.with(|query| SearchQuery { sort: None, ..query.clone() }));
        Effect::new(move |before: Option<SearchQuery>| {
            let now = asked.get();
            let was_all = selection.picked.with_untracked(|picked| *picked == Picked::All);
            selection.anchor.set_value(None);
            if before.is_some_and(|before| before.scope != now.scope || (was_all && before != now))
            {
                selection.clear();
            }
            now
        });
        selection
    }

    /// Whether this one is picked.
    pub(super) fn has(self, id: ContactId) -> bool {
        self.picked.with(|picked| match picked {
            Picked::These(these) => these.contains(&id),
            Picked::All => true,
        })
    }

    /// Whether all results are picked.
    pub(super) fn is_all(self) -> bool {
        self.picked.with(|picked| *picked == Picked::All)
    }

    /// Picks one, or lets it go. Of all results, those in view stay without it.
    pub(super) fn toggle(self, (row, id): (usize, ContactId), in_view: &[ContactId]) {
        self.anchor.set_value(None);
        self.picked.update(|picked| {
            let mut these = match picked {
                Picked::These(these) => std::mem::take(these),
                Picked::All => in_view.iter().copied().chain([id]).collect(),
            };
            if !these.remove(&id) {
                these.insert(id);
            }
            *picked = Picked::These(these);
        });
        self.anchor.set_value(Some((row, self.these())));
    }

    /// The rows of the stretch from where it was begun, or else from `from`, to a row.
    pub(super) fn stretch(self, from: usize, to: usize) -> Range<usize> {
        if self.anchor.with_value(Option::is_none) {
            self.anchor.set_value(Some((from, self.these())));
        }
        let from = self.anchor.with_value(|anchor| anchor.as_ref().map_or(from, |(row, _)| *row));
        from.min(to)..from.max(to) + 1
    }

    /// Picks the contacts of a stretch beside those that were picked before it was begun. True if
    /// there are too many.
    pub(super) fn pick_stretch(self, contacts: Vec<ContactId>) -> bool {
        let before = self.anchor.with_value(|anchor| anchor.as_ref().map(|(_, all)| all.clone()));
        let mut these = before.unwrap_or_default();
        these.extend(contacts);
        let is_too_much = these.len() > PICKED_MAX;
        if !is_too_much {
            self.picked.set(Picked::These(these));
        }
        is_too_much
    }

    /// Picks these, too, or lets them go if all of them are picked.
    pub(super) fn toggle_all(self, contacts: &[ContactId]) {
        self.anchor.set_value(None);
        let has_all = contacts.iter().all(|id| self.picked.with_untracked(|p| p.has(*id)));
        let mut these = self.these();
        if has_all {
            these.retain(|id| !contacts.contains(id));
        } else {
            these.extend(contacts);
        }
        self.picked.set(Picked::These(these));
    }

    /// Picks all that the search finds, however many.
    pub(super) fn pick_all(self) {
        self.anchor.set_value(None);
        self.picked.set(Picked::All);
    }

    /// Lets all go.
    pub(super) fn clear(self) {
        self.anchor.set_value(None);
        self.picked.set(Picked::These(BTreeSet::new()));
    }

    /// How many, of a search with so many results.
    pub(super) fn count(self, results: u64) -> u64 {
        self.picked.with(|picked| match picked {
            Picked::These(these) => these.len() as u64,
            Picked::All => results,
        })
    }

    /// Their ids; none where all results are picked.
    pub(super) fn ids(self) -> Vec<ContactId> {
        self.picked.with(|picked| match picked {
            Picked::These(these) => these.iter().copied().collect(),
            Picked::All => Vec::new(),
        })
    }

    fn these(self) -> BTreeSet<ContactId> {
        self.picked.with_untracked(|picked| match picked {
            Picked::These(these) => these.clone(),
            Picked::All => BTreeSet::new(),
        })
    }
}

impl Picked {
    fn has(&self, id: ContactId) -> bool {
        match self {
            Self::These(these) => these.contains(&id),
            Self::All => true,
        }
    }
}

/// Whether acts by ids can be done on what is picked.
pub(super) fn is_of_workspace(query: &SearchQuery) -> bool {
    query.scope == Layer::Workspace
}
