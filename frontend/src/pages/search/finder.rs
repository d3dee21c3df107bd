//! The search that the page shows: what is asked, what has been answered, what is on its way.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use domain::search::language::Chip;
use domain::search::{FacetCount, FilterField, Hit, SearchAnswer, SearchQuery, Total};
use domain::{ContactId, SavedSearchId};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::AbortController;

use super::Deletions;
use super::hits::{Hits, Wanted, first_page};
use super::layout::Layout;
use super::layouts::Layouts;
use super::selection::Selection;
use crate::api::{Client, Error, contacts};
use crate::router::Place;

/// The facets of an answer.
pub(super) type Facets = BTreeMap<FilterField, Vec<FacetCount>>;

/// How many were found, and in how many milliseconds.
pub(super) type Summary = (Total, f64);

/// The search of the page; copies share it.
#[derive(Clone, Copy)]
pub(super) struct Finder {
    client: Client,
    deletions: Deletions,
    /// What is asked for. Setting it starts the search.
    pub(super) query: RwSignal<SearchQuery>,
    /// The saved search that is open, perhaps altered.
    pub(super) saved: RwSignal<Option<SavedSearchId>>,
    /// The address of the search, with no contact beside it.
    pub(super) path: Memo<String>,
    pub(super) hits: RwSignal<Hits>,
    pub(super) facets: RwSignal<Facets>,
    /// The plain words of the box that were understood.
    pub(super) chips: RwSignal<Vec<Chip>>,
    pub(super) summary: RwSignal<Option<Summary>>,
    pub(super) error: RwSignal<Option<Error>>,
    /// Whether the shown answer is not yet that of the query.
    pub(super) is_searching: RwSignal<bool>,
    /// The row that the keyboard is at.
    pub(super) active: RwSignal<Option<usize>>,
    pub(super) selection: Selection,
    pub(super) layout: RwSignal<Layout>,
    pub(super) layouts: Layouts,
    /// The rows that are seen, at least in part.
    pub(super) seen: RwSignal<Range<usize>>,
    work: StoredValue<Work>,
    abort: StoredValue<Option<AbortController>, LocalStorage>,
}

/// What a search is at.
#[derive(Default)]
struct Work {
    /// The rows in the page.
    view: Range<usize>,
    /// Rises with every search; answers to an earlier one are dropped.
    generation: u32,
    fetching_more: bool,
    /// What the search that is under way, or was answered last, has asked for.
    asked: Option<SearchQuery>,
}

impl Finder {
    /// A search that starts at once, and again with every change of the query.
    pub(super) fn start(client: Client, deletions: Deletions, place: Place) -> Self {
        let query = RwSignal::new(place.query);
        let saved = RwSignal::new(place.saved);
        let layouts = Layouts::start();
        let finder = Self {
            client,
            deletions,
            query,
            saved,
            path: Memo::new(move |_| {
                Place { query: query.get(), contact: None, saved: saved.get() }.to_path()
            }),
            hits: RwSignal::new(Hits::default()),
            facets: RwSignal::new(Facets::new()),
            chips: RwSignal::new(Vec::new()),
            summary: RwSignal::new(None),
            error: RwSignal::new(None),
            is_searching: RwSignal::new(true),
            active: RwSignal::new(None),
            selection: Selection::start(query),
            layout: layouts.shown,
            layouts,
            seen: RwSignal::new(0..0),
            work: StoredValue::new(Work::default()),
            abort: StoredValue::new_local(None),
        };
        let query = Memo::new(move |_| query.get());
        Effect::new(move |_| {
            let query = query.get();
            if finder.work.with_value(|work| work.asked.as_ref() != Some(&query)) {
                finder.search();
            }
        });
        finder.follow_deletions();
        finder
    }

    /// The search of the page around.
    pub(super) fn of_page() -> Self {
        expect_context()
    }

    /// How many were found.
    pub(super) fn total(self) -> u64 {
        self.summary.get().map_or(0, |(total, _)| total.value)
    }

    /// Changes what is asked for, and asks before anything in the page follows the change.
    pub(super) fn ask_for(self, change: impl FnOnce(&mut SearchQuery)) {
        self.query.update_untracked(change);
        self.search();
        self.query.notify();
    }

    /// Asks for the first page. An earlier request that is under way is given up.
    pub(super) fn search(self) {
        let generation = self.generation() + 1;
        let asked = self.query.get_untracked();
        let limit = self.work.with_value(|work| first_page(&work.view));
        let query = SearchQuery { limit, ..asked.clone() };
        self.work.update_value(|work| {
            work.generation = generation;
            work.fetching_more = false;
            work.asked = Some(asked);
        });
        if let Some(earlier) = self.abort.get_value() {
            earlier.abort();
        }
        let abort = AbortController::new().ok();
        let signal = abort.as_ref().map(AbortController::signal);
        self.abort.set_value(abort);
        spawn_local(async move {
            let answer = contacts::search(self.client, &query, signal).await;
            if self.is_at(generation) {
                self.take_first(limit, answer);
            }
        });
        self.is_searching.set(true);
    }

    fn take_first(self, limit: usize, answer: Result<SearchAnswer, Error>) {
        match answer {
            Ok(mut answer) => {
                let mut hits = Hits::default();
                self.take_facets(std::mem::take(&mut answer.facets));
                self.chips.set(std::mem::take(&mut answer.chips));
                let hidden = untrack(|| self.deletions.hidden());
                let total = answer.total.value;
                let shown = answer.hits.len();
                self.summary.set(Some((answer.total, answer.took_ms)));
                hits.put(&Wanted { row: 0, limit, cursor: None }, answer, &hidden);
                let removed = shown.saturating_sub(hits.loaded());
                self.count_down(total, removed);
                self.active.set(None);
                // A new list starts at its top.
                self.work.update_value(|work| work.view = 0..work.view.len());
                self.hits.set(hits);
                self.error.set(None);
            }
            Err(error) => self.error.set(Some(error)),
        }
        self.is_searching.set(false);
        self.fetch_more();
    }

    /// The rows are painted first, then the counts beside them.
    fn take_facets(self, facets: Facets) {
        if self.summary.with_untracked(Option::is_none) {
            return self.facets.set(facets);
        }
        let generation = self.generation();
        let take = move || {
            if self.is_at(generation) {
                self.facets.set(facets);
            }
        };
        request_animation_frame(move || set_timeout(take, Duration::ZERO));
    }

    fn generation(self) -> u32 {
        self.work.with_value(|work| work.generation)
    }

    /// Whether it is still this search that is shown.
    fn is_at(self, generation: u32) -> bool {
        self.work.try_with_value(|work| work.generation) == Some(generation)
    }

    /// Remembers which rows are in view, and fetches what they lack.
    pub(super) fn show(self, view: Range<usize>) {
        self.work.update_value(|work| work.view = view.clone());
        if self.hits.with_untracked(Hits::holds_too_much) {
            self.hits.update(|hits| hits.let_go(&view));
        }
        self.fetch_more();
    }

    fn fetch_more(self) {
        if self.work.with_value(|work| work.fetching_more) {
            return;
        }
        let view = self.work.with_value(|work| work.view.clone());
        let Some(wanted) = self.hits.with_untracked(|hits| hits.wanted(&view)) else { return };
        self.work.update_value(|work| work.fetching_more = true);
        let generation = self.generation();
        spawn_local(async move {
            let answer = self.ask(&wanted).await;
            if !self.is_at(generation) {
                return;
            }
            self.work.update_value(|work| work.fetching_more = false);
            match answer {
                Ok(answer) => {
                    let hidden = untrack(|| self.deletions.hidden());
                    self.hits.update(|hits| hits.put(&wanted, answer, &hidden));
                    self.fetch_more();
                }
                Err(error) => self.error.set(Some(error)),
            }
        });
    }

    async fn ask(self, wanted: &Wanted) -> Result<SearchAnswer, Error> {
        let query = SearchQuery {
            limit: wanted.limit,
            cursor: wanted.cursor.clone(),
            offset: if wanted.cursor.is_some() { 0 } else { wanted.row },
            facets: false,
            ..self.query.get_untracked()
        };
        contacts::search(self.client, &query, None).await
    }

    /// Fetches what these rows lack, one page after the other. False if the search has become
    /// another one meanwhile, or an answer did not come.
    pub(super) async fn fetch_rows(self, rows: Range<usize>) -> bool {
        let generation = self.generation();
        while let Some(wanted) = self.hits.with_untracked(|hits| hits.gap(rows.clone())) {
            let answer = self.ask(&wanted).await;
            if !self.is_at(generation) {
                return false;
            }
            let Ok(answer) = answer else { return false };
            let hidden = untrack(|| self.deletions.hidden());
            self.hits.update(|hits| hits.put(&wanted, answer, &hidden));
        }
        true
    }

    /// The hit of a row; none while it is on its way.
    pub(super) fn hit(self, row: usize) -> Option<Arc<Hit>> {
        self.hits.with(|hits| hits.get(row))
    }

    /// Takes deleted contacts out of the list; asks again when a deletion is undone.
    fn follow_deletions(self) {
        let hidden = Memo::new(move |_| self.deletions.hidden());
        Effect::new(move |before: Option<Vec<ContactId>>| {
            let now = hidden.get();
            let before = before.unwrap_or_default();
            for &id in now.iter().filter(|id| !before.contains(id)) {
                let removed = self.hits.try_update(|hits| hits.remove(id)).unwrap_or_default();
                let total = self.summary.with_untracked(|summary| summary.map(|(total, _)| total));
                if let (true, Some(total)) = (removed, total) {
                    self.count_down(total.value, 1);
                }
            }
            if before.iter().any(|id| !now.contains(id)) {
                self.search();
            }
            now
        });
    }

    fn count_down(self, total: u64, removed: usize) {
        let left = total.saturating_sub(u64::try_from(removed).unwrap_or_default());
        self.summary.update(|summary| {
            if let Some((total, _)) = summary {
                total.value = left;
            }
        });
    }
}
