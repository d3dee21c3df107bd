//! Which rows of a long list are in view, and where they stand.

/// Pixels that a list is high at most. Browsers stop laying out between 17 million (Firefox)
/// and 33 million (Chromium) pixels; beyond this limit, scrolling is scaled.
const HEIGHT_MAX: f64 = 12_000_000.0;
/// Rows that are kept ready above and below what is in view.
const SPARE: usize = 4;
/// Rows that are placed by the same anchor: few enough for every browser's pixels.
const ANCHORED: usize = 1_024;

/// A list of rows of one height, and the view upon it. All lengths are CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct List {
    pub(super) rows: usize,
    pub(super) row_height: f64,
    /// Height of the part that is seen.
    pub(super) view: f64,
}

/// How far a list is scrolled. Where the list is higher than a page may be, a step of the bar would
/// stand for several of the list; a wheel moves the rows by what it turned all the same, and the bar
/// is brought to where it belongs once it rests.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Scroll {
    /// Where the scroll bar is.
    pub(super) bar: f64,
    /// What of the list lies above the view.
    pub(super) top: f64,
}

/// The rows to show and where they stand. While a list scrolls, the anchor keeps its place and with it every
/// row: what is painted already only moves with the page, and nothing but new rows has to be painted.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Window {
    pub(super) first: usize,
    /// Behind the last one.
    pub(super) end: usize,
    /// The row from which the others are measured, at most the first.
    pub(super) anchor: usize,
    /// From the top of the list to the anchor.
    pub(super) shift: f64,
    /// The rows that are seen, at least in part: without those that are kept ready.
    pub(super) seen: (usize, usize),
}

#[expect(clippy::cast_precision_loss, reason = "rows are far below 2^53")]
impl List {
    /// The height that the list takes in the page.
    pub(super) fn height(self) -> f64 {
        self.natural_height().min(HEIGHT_MAX)
    }

    /// Where a list is whose bar was brought to a place.
    pub(super) fn at(self, bar: f64) -> Scroll {
        Scroll { bar, top: bar * self.scale() }
    }

    /// Where it is after its bar moved on: by as much for a step, in proportion for a jump.
    pub(super) fn moved(self, before: Scroll, bar: f64) -> Scroll {
        let step = bar - before.bar;
        let is_within = bar > 0.0 && bar < (self.height() - self.view).floor();
        if self.scale() <= 1.0 || step.abs() > self.view || !is_within {
            return self.at(bar);
        }
        let bottom = (self.natural_height() - self.view).max(0.0);
        Scroll { bar, top: (before.top + step).clamp(0.0, bottom) }
    }

    /// The same place with the bar where it belongs, at a whole pixel.
    pub(super) fn at_rest(self, scroll: Scroll) -> Scroll {
        Scroll { bar: (scroll.top / self.scale()).round(), ..scroll }
    }

    /// The rows of a place.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped at 0")]
    pub(super) fn window_at(self, scroll: Scroll) -> Window {
        if self.rows == 0 || self.row_height <= 0.0 {
            return Window::default();
        }
        let scrolled = scroll.bar.clamp(0.0, (self.height() - self.view).max(0.0));
        let top = scroll.top.clamp(0.0, (self.natural_height() - self.view).max(0.0));
        let highest = (top / self.row_height) as usize;
        let most = (self.view / self.row_height).ceil() as usize + 1 + 2 * SPARE;
        // As many at the end of the list as elsewhere, so that each row finds the place of another.
        let shown = most.min(self.rows);
        let first = highest.saturating_sub(SPARE).min(self.rows - shown);
        let lowest = ((top + self.view) / self.row_height).ceil() as usize;
        let seen = (highest.min(self.rows), lowest.min(self.rows));
        let anchor = first - first % ANCHORED;
        // Rounded: the same place is not to differ in the last digit of large figures.
        let shift = ((scrolled - top + anchor as f64 * self.row_height) * 64.0).round() / 64.0;
        Window { first, end: first + shown, anchor, shift, seen }
    }

    /// How far a row is below the anchor.
    pub(super) fn below_anchor(self, row: usize, anchor: usize) -> f64 {
        row.saturating_sub(anchor) as f64 * self.row_height
    }

    /// The place that brings a row into view, or none if it is there already.
    pub(super) fn reveal_at(self, row: usize, scroll: Scroll) -> Option<Scroll> {
        let top = scroll.top;
        let wanted = row as f64 * self.row_height;
        let target = if wanted < top {
            wanted
        } else if wanted + self.row_height > top + self.view {
            wanted + self.row_height - self.view
        } else {
            return None;
        };
        Some(self.at_rest(Scroll { top: target.max(0.0), ..scroll }))
    }

    fn natural_height(self) -> f64 {
        self.rows as f64 * self.row_height
    }

    /// Pixels of the list for each pixel of scrolling.
    fn scale(self) -> f64 {
        let (natural, shown) = (self.natural_height() - self.view, self.height() - self.view);
        if natural > shown && shown > 0.0 { natural / shown } else { 1.0 }
    }
}

impl Window {
    /// How many rows are shown.
    pub(super) fn len(self) -> usize {
        self.end - self.first
    }

    /// The row in one of so many slots: while the window moves, a row keeps its slot, and one that
    /// comes takes the slot of one that went.
    pub(super) fn row_in(self, slot: usize) -> usize {
        let slots = self.len().max(1);
        self.first + (slot % slots + slots - self.first % slots) % slots
    }

    /// The slot of the first row.
    pub(super) fn first_slot(self) -> usize {
        self.first % self.len().max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const VIEW: f64 = 600.0;

    fn list(rows: usize) -> List {
        List { rows, row_height: 60.0, view: VIEW }
    }

    impl List {
        /// The rows around a scroll position.
        fn window(self, bar: f64) -> Window {
            self.window_at(self.at(bar))
        }

        /// The scroll position that brings a row into view, or none if it is there already.
        fn reveal(self, row: usize, bar: f64) -> Option<f64> {
            Some((self.reveal_at(row, self.at(bar))?.top / self.scale()).max(0.0))
        }
    }

    #[test]
    fn a_short_list_is_shown_whole() {
        let whole = Window { end: 3, seen: (0, 3), ..Window::default() };
        assert_eq!(list(3).window(0.0), whole);
        assert_eq!(list(0).window(50.0), Window::default());
    }

    #[test]
    fn rows_stand_where_they_would_without_the_others() {
        let window = list(1_000).window(6_030.0);
        assert_eq!((window.first, window.anchor, window.seen), (96, 0, (100, 111)));
        assert!(window.shift.abs() < 1e-6);
        let below = list(9_000).window(2_000.0 * 60.0);
        assert_eq!((below.first, below.anchor), (1_996, 1_024));
        assert!((below.shift - 1_024.0 * 60.0).abs() < 1e-6);
    }

    #[test]
    fn a_row_keeps_its_slot_while_others_come() {
        let rows = |window: Window| -> Vec<usize> {
            (0..window.len()).map(|slot| window.row_in(slot)).collect()
        };
        let (before, after) = (list(1_000).window(6_000.0), list(1_000).window(6_120.0));
        assert_eq!(after.first, before.first + 2);
        let differ = rows(before).into_iter().zip(rows(after)).filter(|(a, b)| a != b);
        let came: Vec<_> = differ.map(|(_, row)| row).collect();
        assert_eq!(came.len(), 2);
        assert!(came.contains(&(after.end - 1)) && came.contains(&(after.end - 2)));
        assert_eq!(after.row_in(after.first_slot()), after.first);
        // Also at the end of the list.
        assert_eq!(list(1_000).window(60_000.0).len(), before.len());
    }

    #[test]
    fn a_row_is_revealed_with_the_least_scrolling() {
        assert_eq!(list(100).reveal(5, 0.0), None);
        assert_eq!(list(100).reveal(10, 0.0), Some(60.0));
        assert_eq!(list(100).reveal(2, 600.0), Some(120.0));
    }

    #[test]
    fn a_wheel_moves_the_rows_by_what_it_turned() {
        let list = list(1_000_000);
        let start = list.at(6_000_000.0);
        assert!((start.top - 30_000_000.0).abs() < 2_000.0, "{start:?}");
        let on = list.moved(start, 6_000_100.0);
        assert!((on.top - start.top - 100.0).abs() < 1e-6);
        // At rest the bar is where that row belongs, and the rows stay.
        let rest = list.at_rest(on);
        assert!((rest.bar - 6_000_020.0).abs() < 1.5 && (rest.top - on.top).abs() < 1e-6);
        assert_eq!(list.moved(rest, rest.bar), rest);
        let (before, after) = (list.window_at(on), list.window_at(rest));
        assert_eq!((before.first, before.seen), (after.first, after.seen));
        // A drag goes by the bar, and both ends are reached.
        assert_eq!(list.moved(rest, 9_000_000.0), list.at(9_000_000.0));
        assert!(list.moved(list.at(40.0), 0.0).top.abs() < 1e-9);
        let end = list.height() - VIEW;
        assert_eq!(list.window_at(list.moved(list.at(end - 40.0), end)).seen.1, 1_000_000);
        // A list that fits a page is moved as the browser does.
        let short = List { rows: 1_000, ..list };
        assert_eq!(short.moved(short.at(50.0), 90.0), short.at(90.0));
    }

    proptest! {
        #[test]
        #[expect(clippy::cast_precision_loss, reason = "a few rows")]
        fn the_view_is_always_covered(rows in 1..2_000_000usize, share in 0.0..=1.0f64) {
            let list = list(rows);
            let scrolled = share * (list.height() - VIEW).max(0.0);
            let window = list.window(scrolled);
            let start = window.shift + list.below_anchor(window.first, window.anchor);
            let end = start + window.len() as f64 * 60.0;
            prop_assert!(window.first < window.end && window.end <= rows);
            prop_assert!(window.end - window.first < 40);
            prop_assert!(start <= scrolled + 0.02);
            prop_assert!(end + 0.02 >= (scrolled + VIEW).min(list.height()));
        }

        #[test]
        fn a_revealed_row_is_in_view(rows in 1..2_000_000usize, row in 0..2_000_000usize) {
            let list = list(rows);
            let row = row % rows;
            let scrolled = list.reveal(row, 0.0).unwrap_or(0.0);
            let window = list.window(scrolled);
            prop_assert!(window.first <= row && row < window.end);
        }
    }
}
