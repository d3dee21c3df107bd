/// A column of a grid.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct GridColumn {
    pub(crate) title: String,
    /// CSS pixels.
    pub(crate) width: f64,
    /// Stays at the left edge while the others scroll. Only the first columns may.
    pub(crate) frozen: bool,
}

impl GridColumn {
    /// A column that scrolls.
    pub(crate) fn new(title: impl Into<String>, width: f64) -> Self {
        Self { title: title.into(), width, frozen: false }
    }

    /// A column that stays in view.
    pub(crate) fn frozen(title: impl Into<String>, width: f64) -> Self {
        Self { frozen: true, ..Self::new(title, width) }
    }
}

/// The widths as a value of `grid-template-columns`; the last column takes what is left.
pub(super) fn template(columns: &[GridColumn]) -> String {
    let last = columns.len().saturating_sub(1);
    let width = |(index, column): (usize, &GridColumn)| {
        if index == last {
            format!("minmax({}px, 1fr)", column.width)
        } else {
            format!("{}px", column.width)
        }
    };
    columns.iter().enumerate().map(width).collect::<Vec<_>>().join(" ")
}

/// Where each column begins, in CSS pixels from the left edge of the list.
pub(super) fn lefts(columns: &[GridColumn]) -> Vec<f64> {
    let mut left = 0.0;
    let begin = |column: &GridColumn| {
        let begins = left;
        left += column.width;
        begins
    };
    columns.iter().map(begin).collect()
}

/// All of them together, in CSS pixels.
pub(super) fn width(columns: &[GridColumn]) -> f64 {
    columns.iter().map(|column| column.width).sum()
}

/// The scroll position that brings a column into a view of this width, or none if it is there.
pub(super) fn reveal(
    columns: &[GridColumn],
    column: usize,
    scrolled: f64,
    view: f64,
) -> Option<f64> {
    let wanted = columns.get(column).filter(|column| !column.frozen)?;
    let frozen: f64 = columns.iter().filter(|c| c.frozen).map(|c| c.width).sum();
    let left = *lefts(columns).get(column)?;
    if left - frozen < scrolled {
        Some((left - frozen).max(0.0))
    } else if left + wanted.width > scrolled + view {
        // What is wider than the view shows its beginning.
        Some((left + wanted.width - view).min(left - frozen).max(0.0))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns() -> Vec<GridColumn> {
        vec![
            GridColumn::frozen("Row", 60.0),
            GridColumn::new("Name", 200.0),
            GridColumn::new("Notes", 900.0),
            GridColumn::new("City", 100.0),
        ]
    }

    #[test]
    fn widths_become_a_template() {
        assert_eq!(template(&columns()), "60px 200px 900px minmax(100px, 1fr)");
        assert_eq!(template(&[]), "");
        assert_eq!(lefts(&columns()), [0.0, 60.0, 260.0, 1_160.0]);
        assert!((width(&columns()) - 1_260.0).abs() < f64::EPSILON);
    }

    #[test]
    fn a_column_is_revealed_beside_the_frozen_ones() {
        assert_eq!(reveal(&columns(), 0, 500.0, 400.0), None);
        assert_eq!(reveal(&columns(), 1, 0.0, 400.0), None);
        assert_eq!(reveal(&columns(), 1, 500.0, 400.0), Some(0.0));
        assert_eq!(reveal(&columns(), 2, 0.0, 400.0), Some(200.0));
        assert_eq!(reveal(&columns(), 3, 0.0, 400.0), Some(860.0));
    }
}
