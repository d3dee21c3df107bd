use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use domain::import::ImportRow;

/// Rows that are asked for at once.
pub(super) const PAGE: usize = 200;
/// Pages that are remembered; those farthest from the view go first. A row takes about one to
/// three kilobytes, so that this is a few megabytes.
const PAGES_MAX: usize = 12;

/// The rows of a list that the browser knows, in pages.
#[derive(Debug, Clone, Default)]
pub(super) struct Cache {
    pages: BTreeMap<usize, Vec<Arc<ImportRow>>>,
    asked: BTreeSet<usize>,
}

impl Cache {
    /// The row at a place of the list, if it is known.
    pub(super) fn get(&self, index: usize) -> Option<Arc<ImportRow>> {
        self.pages.get(&(index / PAGE))?.get(index % PAGE).cloned()
    }

    /// Pages of these rows that are neither known nor on their way.
    pub(super) fn missing(&self, rows: &Range<usize>) -> Vec<usize> {
        if rows.is_empty() {
            return Vec::new();
        }
        let pages = rows.start / PAGE..=(rows.end - 1) / PAGE;
        pages.filter(|page| !self.pages.contains_key(page) && !self.asked.contains(page)).collect()
    }

    /// Notes that a page is on its way.
    pub(super) fn ask(&mut self, page: usize) {
        self.asked.insert(page);
    }

    /// Notes that a page will not come.
    pub(super) fn give_up(&mut self, page: usize) {
        self.asked.remove(&page);
    }

    /// Takes a page in, and forgets the one that is farthest away when there are too many.
    pub(super) fn put(&mut self, page: usize, rows: Vec<ImportRow>) {
        self.asked.remove(&page);
        self.pages.insert(page, rows.into_iter().map(Arc::new).collect());
        while self.pages.len() > PAGES_MAX {
            let farthest = self.pages.keys().copied().max_by_key(|known| known.abs_diff(page));
            farthest.map(|farthest| self.pages.remove(&farthest));
        }
    }

    /// Puts a row in the place of the one with its number.
    pub(super) fn replace(&mut self, row: ImportRow) {
        let known = self.pages.values_mut().flatten();
        for place in known.filter(|place| place.number == row.number) {
            *place = Arc::new(row.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: usize) -> ImportRow {
        ImportRow::read(u64::try_from(number).unwrap(), Vec::new())
    }

    fn page(page: usize) -> Vec<ImportRow> {
        (page * PAGE..(page + 1) * PAGE).map(row).collect()
    }

    #[test]
    fn a_row_is_found_at_its_place() {
        let mut cache = Cache::default();
        cache.put(3, page(3));
        assert_eq!(cache.get(3 * PAGE + 7).unwrap().number, 607);
        assert!(cache.get(2 * PAGE).is_none());
        assert!(cache.get(4 * PAGE).is_none());
    }

    #[test]
    fn a_page_is_asked_for_once() {
        let mut cache = Cache::default();
        assert_eq!(cache.missing(&(PAGE - 1..PAGE + 1)), [0, 1]);
        cache.ask(0);
        cache.put(1, page(1));
        assert!(cache.missing(&(PAGE - 1..PAGE + 1)).is_empty());
        cache.give_up(0);
        assert_eq!(cache.missing(&(0..1)), [0]);
        assert!(cache.missing(&(5..5)).is_empty());
    }

    #[test]
    fn what_is_far_away_is_forgotten() {
        let mut cache = Cache::default();
        for number in 0..PAGES_MAX + 3 {
            cache.put(number, page(number));
        }
        assert_eq!(cache.missing(&(0..(PAGES_MAX + 3) * PAGE)), [0, 1, 2]);
        cache.put(0, page(0));
        assert!(cache.get(0).is_some());
    }

    #[test]
    fn a_row_that_was_judged_anew_takes_its_place() {
        let mut cache = Cache::default();
        cache.put(0, page(0));
        let changed = ImportRow { reason: "Mended".into(), ..row(5) };
        cache.replace(changed.clone());
        assert_eq!(*cache.get(5).unwrap(), changed);
        assert_eq!(cache.get(6).unwrap().reason, "");
    }
}
