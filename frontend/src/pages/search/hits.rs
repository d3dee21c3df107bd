//! The hits of one search that are held in memory: rows around what was looked at, each at its
//! place in the order, and the cursors that lead on behind them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use domain::ContactId;
use domain::search::{Hit, SearchAnswer};

/// Hits that are asked for at once, at least: enough for the tallest screen, and quickly there.
pub(super) const PAGE: usize = 50;
/// Hits that are asked for at once, at most.
const PAGE_MAX: usize = 200;
/// Rows above and below the view that are fetched before they are needed.
const LOOKAHEAD: usize = 20;
/// Rows on both sides of the view that stay in memory.
const KEEP: usize = 2_000;
/// Rows in memory, at most. A row takes one to two kilobytes.
const HELD_MAX: usize = 6_000;

/// How many hits a new search asks for: what the view and the rows below it need, so that a key
/// asks for one page and no more, and reads nothing that is not shown.
pub(super) fn first_page(view: &Range<usize>) -> usize {
    if view.is_empty() { PAGE } else { (view.len() + LOOKAHEAD).min(PAGE) }
}

#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Hits {
    rows: BTreeMap<usize, Arc<Hit>>,
    /// By the row that they bring first. They hold while contacts come and go, which a place in
    /// the order does not, so that rows in a row neither repeat nor hide others.
    cursors: BTreeMap<usize, String>,
    total: usize,
}

/// Rows that are needed now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) row: usize,
    pub(super) limit: usize,
    /// None where nothing is known of what is before; the place in the order has to do.
    pub(super) cursor: Option<String>,
}

impl Hits {
    /// Rows of the list, whether or not they are in memory.
    pub(super) fn rows(&self) -> usize {
        self.total
    }

    /// The hit of a row; none while it is on its way.
    pub(super) fn get(&self, row: usize) -> Option<Arc<Hit>> {
        self.rows.get(&row).cloned()
    }

    /// The rows that the view needs first: its own, those below it, then those above.
    pub(super) fn wanted(&self, view: &Range<usize>) -> Option<Wanted> {
        let below = view.start..(view.end + LOOKAHEAD).min(self.total);
        let above = view.start.saturating_sub(LOOKAHEAD)..view.start.min(self.total);
        if let Some(row) = self.first_missing(below) {
            // A jump shows what stands before the view, too, when somebody scrolls back a little.
            let next = self.rows.range(row..).next().map_or(self.total, |(next, _)| *next);
            let limit = (next - row).min(PAGE_MAX).min(PAGE.max(view.end.saturating_sub(row)));
            return Some(self.from(row, limit));
        }
        let last = above.rev().find(|row| !self.rows.contains_key(row))?;
        let first = self.rows.range(..last).next_back().map_or(0, |(before, _)| before + 1);
        let row = first.max((last + 1).saturating_sub(PAGE));
        Some(self.from(row, last + 1 - row))
    }

    /// The first rows of a stretch that are not in memory; none if all are.
    pub(super) fn gap(&self, rows: Range<usize>) -> Option<Wanted> {
        let rows = rows.start..rows.end.min(self.total);
        let row = self.first_missing(rows.clone())?;
        let next = self.rows.range(row..rows.end).next().map_or(rows.end, |(next, _)| *next);
        Some(self.from(row, (next - row).min(PAGE_MAX)))
    }

    fn first_missing(&self, rows: Range<usize>) -> Option<usize> {
        rows.into_iter().find(|row| !self.rows.contains_key(row))
    }

    fn from(&self, row: usize, limit: usize) -> Wanted {
        Wanted { row, limit, cursor: self.cursors.get(&row).cloned() }
    }

    /// Takes rows in; `hidden` hits are left out.
    pub(super) fn put(&mut self, wanted: &Wanted, answer: SearchAnswer, hidden: &[ContactId]) {
        let told = answer.hits.len();
        let is_first = self.rows.is_empty();
        let shown = answer.hits.into_iter().filter(|hit| !hidden.contains(&hit.contact.id));
        let mut row = wanted.row;
        for hit in shown {
            self.rows.insert(row, Arc::new(hit));
            row += 1;
        }
        if is_first {
            self.total = usize::try_from(answer.total.value).unwrap_or(usize::MAX);
        }
        // Those that were left out are counted by the server.
        self.total = self.total.saturating_sub(told - (row - wanted.row));
        match answer.next_cursor {
            Some(cursor) => {
                self.total = self.total.max(row + 1);
                self.cursors.insert(row, cursor);
            }
            // Nothing comes behind the last one, whatever was counted.
            None => self.total = row,
        }
    }

    /// Forgets rows that are far from the view, once there are many.
    pub(super) fn let_go(&mut self, view: &Range<usize>) {
        let near = view.start.saturating_sub(KEEP)..view.end + KEEP;
        self.rows.retain(|row, _| near.contains(row));
        self.cursors.retain(|row, _| near.contains(row));
    }

    /// Whether more rows are in memory than should be.
    pub(super) fn holds_too_much(&self) -> bool {
        self.rows.len() > HELD_MAX
    }

    /// Takes a contact out; those behind it move up. True when it was there.
    pub(super) fn remove(&mut self, id: ContactId) -> bool {
        let place = self.rows.iter().find(|(_, hit)| hit.contact.id == id).map(|(row, _)| *row);
        let Some(gone) = place else { return false };
        self.rows.remove(&gone);
        self.total = self.total.saturating_sub(1);
        let up = |row: usize| if row > gone { row - 1 } else { row };
        self.rows = std::mem::take(&mut self.rows).into_iter().map(|(at, x)| (up(at), x)).collect();
        self.cursors =
            std::mem::take(&mut self.cursors).into_iter().map(|(at, x)| (up(at), x)).collect();
        true
    }

    /// The hit of a contact, if it is in memory.
    pub(super) fn find(&self, id: ContactId) -> Option<Arc<Hit>> {
        self.rows.values().find(|hit| hit.contact.id == id).cloned()
    }

    /// The contacts of these rows, as far as they are in memory.
    pub(super) fn contacts(&self, rows: Range<usize>) -> Vec<ContactId> {
        self.rows.range(rows).map(|(_, hit)| hit.contact.id).collect()
    }

    /// Hits in memory.
    pub(super) fn loaded(&self) -> usize {
        self.rows.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::contact::{Contact, ContactFields, Origin};
    use domain::partition::Layer;
    use domain::search::{Relation, Total};
    use domain::{Sources, Timestamp};

    fn answer(sources: &Sources, hits: usize, total: u64, next: Option<&str>) -> SearchAnswer {
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
            total: Total { value: total, relation: Relation::Eq },
            facets: [].into(),
            chips: Vec::new(),
            next_cursor: next.map(str::to_owned),
            took_ms: 0.0,
        }
    }

    fn want(row: usize, limit: usize, cursor: Option<&str>) -> Wanted {
        Wanted { row, limit, cursor: cursor.map(str::to_owned) }
    }

    /// The rows from one on, of a million.
    fn put(hits: &mut Hits, sources: &Sources, row: usize, len: usize) {
        let next = (row + len).to_string();
        hits.put(&want(row, len, None), answer(sources, len, 1_000_000, Some(&next)), &[]);
    }

    #[test]
    fn rows_stand_at_their_place_however_deep() {
        let (mut hits, sources) = (Hits::default(), Sources::predictable());
        put(&mut hits, &sources, 0, 50);
        assert_eq!(hits.rows(), 1_000_000);
        assert_eq!(hits.wanted(&(0..28)), None);
        assert_eq!(hits.wanted(&(20..48)), Some(want(50, 50, Some("50"))));
        // A jump asks for what is seen, by its place.
        assert_eq!(hits.wanted(&(700_000..700_030)), Some(want(700_000, 50, None)));
        put(&mut hits, &sources, 700_000, 50);
        assert!(hits.get(700_049).is_some() && hits.get(699_999).is_none());
        // On from there by the cursor; back by the place.
        assert_eq!(hits.wanted(&(700_020..700_048)), Some(want(700_050, 50, Some("700050"))));
        assert_eq!(hits.wanted(&(700_000..700_028)), Some(want(699_950, 50, None)));
    }

    #[test]
    fn the_first_page_is_enough_for_the_view() {
        let (mut hits, sources) = (Hits::default(), Sources::predictable());
        let view = 0..21;
        assert_eq!(
            (first_page(&view), first_page(&(0..0)), first_page(&(0..90))),
            (41, PAGE, PAGE)
        );
        put(&mut hits, &sources, 0, first_page(&view));
        assert_eq!(hits.wanted(&view), None);
    }

    #[test]
    fn nothing_is_wanted_twice() {
        let (mut hits, sources) = (Hits::default(), Sources::predictable());
        put(&mut hits, &sources, 0, 50);
        put(&mut hits, &sources, 70, 130);
        assert_eq!(hits.wanted(&(40..60)), Some(want(50, 20, Some("50"))));
        put(&mut hits, &sources, 50, 20);
        assert_eq!(hits.wanted(&(40..60)), None);
        assert_eq!(hits.gap(150..500), Some(want(200, 200, Some("200"))));
        assert_eq!(hits.gap(10..150), None);
    }

    #[test]
    fn the_last_page_ends_the_list() {
        let (mut hits, sources) = (Hits::default(), Sources::predictable());
        hits.put(&want(0, 50, None), answer(&sources, 30, 31, None), &[]);
        assert_eq!((hits.rows(), hits.wanted(&(0..30))), (30, None));
    }

    #[test]
    fn far_rows_are_let_go_and_wanted_again() {
        let (mut hits, sources) = (Hits::default(), Sources::predictable());
        for page in 0..35 {
            put(&mut hits, &sources, page * 200, 200);
        }
        assert!(hits.holds_too_much());
        hits.let_go(&(6_980..7_000));
        assert!(!hits.holds_too_much());
        assert_eq!(hits.rows(), 1_000_000);
        assert!(hits.get(0).is_none() && hits.get(6_990).is_some());
        assert_eq!(hits.wanted(&(150..170)).map(|wanted| wanted.row), Some(150));
    }

    #[test]
    fn a_deleted_contact_leaves_no_gap() {
        let (mut hits, sources) = (Hits::default(), Sources::predictable());
        put(&mut hits, &sources, 0, 50);
        let (gone, after) = (hits.get(5).unwrap(), hits.get(6));
        assert!(hits.remove(gone.contact.id));
        assert!(!hits.remove(gone.contact.id));
        assert_eq!((hits.rows(), hits.get(5)), (999_999, after));
        assert_eq!(hits.find(gone.contact.id), None);
        assert_eq!(hits.wanted(&(25..45)), Some(want(49, 50, Some("50"))));
    }

    #[test]
    fn hidden_contacts_take_no_row() {
        let (mut hits, sources) = (Hits::default(), Sources::predictable());
        let answer = answer(&sources, 50, 80, Some("on"));
        let hidden = [answer.hits[3].contact.id];
        hits.put(&want(0, 50, None), answer, &hidden);
        assert_eq!((hits.rows(), hits.loaded()), (79, 49));
        assert_eq!(hits.wanted(&(25..45)), Some(want(49, 30, Some("on"))));
    }
}
