/// The place of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Spot {
    pub(crate) row: usize,
    pub(crate) column: usize,
}

/// How large a grid is, and how much of it is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Extent {
    pub(super) rows: usize,
    pub(super) columns: usize,
    /// Rows on a page of the view.
    pub(super) page: usize,
}

/// Where a key leads from a cell; `control` is held down with it. None for other keys.
/// The keys are those of the ARIA grid pattern.
pub(super) fn target_of(
    key: &str,
    control: bool,
    now: Option<Spot>,
    extent: Extent,
) -> Option<Spot> {
    let last = Spot { row: extent.rows.checked_sub(1)?, column: extent.columns.checked_sub(1)? };
    let Some(at) = now else {
        let known = matches!(
            key,
            "ArrowDown"
                | "ArrowUp"
                | "ArrowLeft"
                | "ArrowRight"
                | "PageDown"
                | "PageUp"
                | "Home"
                | "End"
        );
        return known.then_some(Spot { row: 0, column: 0 });
    };
    Some(match (key, control) {
        ("ArrowDown", _) => Spot { row: (at.row + 1).min(last.row), ..at },
        ("ArrowUp", _) => Spot { row: at.row.saturating_sub(1), ..at },
        ("ArrowLeft", _) => Spot { column: at.column.saturating_sub(1), ..at },
        ("ArrowRight", _) => Spot { column: (at.column + 1).min(last.column), ..at },
        ("PageDown", _) => Spot { row: (at.row + extent.page).min(last.row), ..at },
        ("PageUp", _) => Spot { row: at.row.saturating_sub(extent.page), ..at },
        ("Home", false) => Spot { column: 0, ..at },
        ("End", false) => Spot { column: last.column, ..at },
        ("Home", true) => Spot { row: 0, column: 0 },
        ("End", true) => last,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXTENT: Extent = Extent { rows: 1_000_000, columns: 4, page: 20 };

    fn spot(row: usize, column: usize) -> Spot {
        Spot { row, column }
    }

    #[test]
    fn keys_stay_inside_the_grid() {
        for (key, control, from, to) in [
            ("ArrowDown", false, spot(3, 1), spot(4, 1)),
            ("ArrowDown", false, spot(999_999, 1), spot(999_999, 1)),
            ("ArrowUp", false, spot(0, 1), spot(0, 1)),
            ("ArrowLeft", false, spot(0, 0), spot(0, 0)),
            ("ArrowRight", false, spot(0, 3), spot(0, 3)),
            ("PageDown", false, spot(999_990, 2), spot(999_999, 2)),
            ("PageUp", false, spot(7, 2), spot(0, 2)),
            ("Home", false, spot(7, 2), spot(7, 0)),
            ("End", false, spot(7, 2), spot(7, 3)),
            ("Home", true, spot(7, 2), spot(0, 0)),
            ("End", true, spot(7, 2), spot(999_999, 3)),
        ] {
            assert_eq!(target_of(key, control, Some(from), EXTENT), Some(to), "{key}");
        }
    }

    #[test]
    fn other_keys_and_empty_grids_lead_nowhere() {
        assert_eq!(target_of("a", false, Some(spot(1, 1)), EXTENT), None);
        assert_eq!(target_of("a", false, None, EXTENT), None);
        assert_eq!(target_of("ArrowDown", false, None, EXTENT), Some(spot(0, 0)));
        assert_eq!(target_of("End", true, None, Extent { rows: 0, ..EXTENT }), None);
    }
}
