//! The hits of one search that are held in memory: pages in a row, each with the cursor that
//! brings it again, so that pages far from the view can be let go.

use std::ops::Range;
use std::sync::Arc;

use domain::ContactId;
use domain::search::{Hit, SearchAnswer};

/// Rows of skeleton behind the last known row while there is more.
const AHEAD: usize = 30;
/// Rows behind the view that are fetched before they are needed.
const LOOKAHEAD: usize = 100;
/// Rows on both sides of the view that stay in memory.
const KEEP: usize = 3_000;

#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Hits {
    pages: Vec<Page>,
    next: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
struct Page {
    /// None for the first page.
    cursor: Option<String>,
    start: usize,
    len: usize,
    /// None after the page was let go.
    hits: Option<Vec<Arc<Hit>>>,
}

/// A page that is needed now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) page: usize,
    pub(super) cursor: Option<String>,
}

impl Hits {
    /// Rows that the list shows, with those that are on their way.
    pub(super) fn rows(&self) -> usize {
        self.known() + if self.next.is_some() { AHEAD } else { 0 }
    }

    /// The hit of a row; none while it is on its way.
    pub(super) fn get(&self, row: usize) -> Option<Arc<Hit>> {
        let page = &self.pages[self.page_of(row)?];
        page.hits.as_ref()?.get(row - page.start).cloned()
    }

    /// The first page that the rows in view need.
    pub(super) fn wanted(&self, view: &Range<usize>) -> Option<Wanted> {
        let gap = self.pages.iter().position(|page| {
            page.hits.is_none() && page.start < view.end && page.start + page.len > view.start
        });
        if let Some(page) = gap {
            return Some(Wanted { page, cursor: self.pages[page].cursor.clone() });
        }
        let near_end = view.end + LOOKAHEAD > self.known();
        let cursor = self.next.clone().filter(|_| near_end)?;
        Some(Wanted { page: self.pages.len(), cursor: Some(cursor) })
    }

    /// Takes a page in; `hidden` hits are left out.
    pub(super) fn put(&mut self, wanted: &Wanted, answer: SearchAnswer, hidden: &[ContactId]) {
        let hits: Vec<_> = answer
            .hits
            .into_iter()
            .filter(|hit| !hidden.contains(&hit.contact.id))
            .map(Arc::new)
            .collect();
        let page =
            Page { cursor: wanted.cursor.clone(), start: 0, len: hits.len(), hits: Some(hits) };
        if wanted.page < self.pages.len() {
            self.pages[wanted.page] = page;
        } else {
            self.pages.push(page);
            self.next = answer.next_cursor;
        }
        self.renumber();
    }

    /// Lets pages go that are far from the view.
    pub(super) fn let_go(&mut self, view: &Range<usize>) {
        for page in &mut self.pages {
            if page.start + page.len + KEEP < view.start || page.start > view.end + KEEP {
                page.hits = None;
            }
        }
    }

    /// Whether a page is in memory that lies far from the view.
    pub(super) fn holds_too_much(&self, view: &Range<usize>) -> bool {
        self.pages.iter().any(|page| {
            page.hits.is_some()
                && (page.start + page.len + KEEP < view.start || page.start > view.end + KEEP)
        })
    }

    /// Takes a contact out. True when it was there.
    pub(super) fn remove(&mut self, id: ContactId) -> bool {
        for page in &mut self.pages {
            let Some(hits) = &mut page.hits else { continue };
            let before = hits.len();
            hits.retain(|hit| hit.contact.id != id);
            if hits.len() < before {
                page.len = hits.len();
                self.renumber();
                return true;
            }
        }
        false
    }

    /// The hit of a contact, if it is in memory.
    pub(super) fn find(&self, id: ContactId) -> Option<Arc<Hit>> {
        let mut loaded = self.pages.iter().filter_map(|page| page.hits.as_ref()).flatten();
        loaded.find(|hit| hit.contact.id == id).cloned()
    }

    /// Hits in memory.
    pub(super) fn loaded(&self) -> usize {
        self.pages.iter().filter_map(|page| page.hits.as_ref()).map(Vec::len).sum()
    }

    fn known(&self) -> usize {
        self.pages.last().map_or(0, |page| page.start + page.len)
    }

    fn page_of(&self, row: usize) -> Option<usize> {
        let behind = self.pages.partition_point(|page| page.start + page.len <= row);
        (behind < self.pages.len()).then_some(behind)
    }

    fn renumber(&mut self) {
        let mut start = 0;
        for page in &mut self.pages {
            page.start = start;
            start += page.len;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::contact::{Contact, ContactFields, Origin};
    use domain::partition::Layer;
    use domain::search::{Relation, Total};
    use domain::{Sources, Timestamp};

    fn answer(sources: &Sources, hits: usize, next: Option<&str>) -> SearchAnswer {
        let moment = Timestamp::from_micros(0);
        let contact = || Contact {
            id: sources.id(),
            layer: Layer::Workspace,
            fields: ContactFields::default(),
            hidden: None,
            completeness: 0,
            source: Origin::Created,
            version: 1,
            created_at: moment,
            updated_at: moment,
            verified_at: None,
        };
        SearchAnswer {
            hits: (0..hits).map(|_| Hit { contact: contact(), why: Vec::new() }).collect(),
            total: Total { value: 0, relation: Relation::Eq },
            facets: [].into(),
            chips: Vec::new(),
            next_cursor: next.map(str::to_owned),
            took_ms: 0.0,
        }
    }

    /// `pages` pages of 100 hits, the last without a cursor.
    fn filled(pages: usize) -> Hits {
        let sources = Sources::predictable();
        let mut hits = Hits::default();
        for page in 0..pages {
            let next = (page + 1 < pages).then(|| (page + 1).to_string());
            let cursor = (page > 0).then(|| page.to_string());
            hits.put(&Wanted { page, cursor }, answer(&sources, 100, next.as_deref()), &[]);
        }
        hits
    }

    #[test]
    fn rows_are_found_across_pages() {
        let hits = filled(3);
        assert_eq!(hits.rows(), 300);
        assert_ne!(hits.get(99), hits.get(100));
        assert!(hits.get(299).is_some() && hits.get(300).is_none());
    }

    #[test]
    fn the_next_page_is_wanted_before_its_rows_are_seen() {
        let mut hits = filled(3);
        hits.next = Some("3".into());
        assert_eq!(hits.rows(), 330);
        assert_eq!(hits.wanted(&(0..20)), None);
        let wanted = Wanted { page: 3, cursor: Some("3".into()) };
        assert_eq!(hits.wanted(&(210..230)), Some(wanted));
    }

    #[test]
    fn far_pages_are_let_go_and_wanted_again() {
        let mut hits = filled(80);
        assert!(hits.holds_too_much(&(7_980..8_000)));
        hits.let_go(&(7_980..8_000));
        assert!(!hits.holds_too_much(&(7_980..8_000)));
        assert_eq!(hits.rows(), 8_000);
        assert!(hits.get(0).is_none() && hits.get(7_990).is_some());
        let wanted = Wanted { page: 1, cursor: Some("1".into()) };
        assert_eq!(hits.wanted(&(150..170)), Some(wanted.clone()));
        hits.put(&wanted, answer(&Sources::predictable(), 100, None), &[]);
        assert!(hits.get(150).is_some());
    }

    #[test]
    fn a_deleted_contact_leaves_no_gap() {
        let mut hits = filled(2);
        let (gone, after) = (hits.get(5).unwrap(), hits.get(6));
        assert!(hits.remove(gone.contact.id));
        assert!(!hits.remove(gone.contact.id));
        assert_eq!((hits.rows(), hits.get(5)), (199, after));
        assert_eq!(hits.find(gone.contact.id), None);
    }
}
