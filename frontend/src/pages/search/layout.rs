//! Which columns the list has and how close its rows stand: kept in this browser for each person, and
//! with a saved search for all who open it.

/// A column that can be left out; the person itself cannot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Company,
    Place,
    Email,
    Phone,
    Changed,
    Verified,
    Match,
}

impl Column {
    pub(super) const ALL: [Self; 7] = [
        Self::Company,
        Self::Place,
        Self::Email,
        Self::Phone,
        Self::Changed,
        Self::Verified,
        Self::Match,
    ];

    /// The word that is stored, and the class of its cells.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Company => "company",
            Self::Place => "place",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Changed => "changed",
            Self::Verified => "verified",
            Self::Match => "match",
        }
    }

    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Company => "Company",
            Self::Place => "City and country",
            Self::Email => "E-mail",
            Self::Phone => "Phone",
            Self::Changed => "Changed",
            Self::Verified => "Verified",
            Self::Match => "Seniority and why it matched",
        }
    }

    /// The words above it.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Match => "Seniority and match",
            other => other.label(),
        }
    }

    /// Its width as a share of the row.
    const fn share(self) -> &'static str {
        match self {
            Self::Company => "minmax(0, 1.2fr)",
            Self::Place | Self::Phone => "minmax(0, 0.8fr)",
            Self::Email | Self::Match => "minmax(0, 1.1fr)",
            Self::Changed | Self::Verified => "minmax(0, 0.6fr)",
        }
    }
}

/// What the list looks like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Layout {
    /// In the order of [`Column::ALL`].
    pub(super) columns: Vec<Column>,
    pub(super) is_compact: bool,
}

impl Default for Layout {
    fn default() -> Self {
        Self { columns: vec![Column::Company, Column::Place, Column::Match], is_compact: false }
    }
}

const COMPACT: &str = "compact";
const COMFORTABLE: &str = "comfortable";

impl Layout {
    /// Pixels of a row in a wide and in a narrow list; the style sheet fills them.
    pub(super) const fn heights(&self) -> (f64, f64) {
        if self.is_compact { (40.0, 60.0) } else { (64.0, 104.0) }
    }

    /// The value of `grid-template-columns`.
    pub(super) fn template(&self) -> String {
        let shares: Vec<&str> = self.columns.iter().map(|column| column.share()).collect();
        format!("minmax(0, 1.5fr) {}", shares.join(" "))
    }

    /// Reads what [`Self::to_text`] wrote; unknown words are left out.
    pub(super) fn of_text(text: &str) -> Self {
        let words: Vec<&str> = text.split(' ').collect();
        let has = |column: &Column| words.contains(&column.as_str());
        Self {
            columns: Column::ALL.into_iter().filter(has).collect(),
            is_compact: words.contains(&COMPACT),
        }
    }

    pub(super) fn to_text(&self) -> String {
        let columns = self.columns.iter().map(|column| column.as_str());
        columns.chain(self.is_compact.then_some(COMPACT)).collect::<Vec<_>>().join(" ")
    }

    pub(super) fn set(&mut self, column: Column, shown: bool) {
        let has = |one: &Column| {
            if *one == column { shown } else { self.columns.contains(one) }
        };
        self.columns = Column::ALL.into_iter().filter(has).collect();
    }

    /// The layout of a saved search; none if it was saved without one.
    pub(super) fn of_saved(columns: Option<&[String]>, density: Option<&str>) -> Option<Self> {
        let columns = columns?;
        let has = |column: &Column| columns.iter().any(|word| word == column.as_str());
        Some(Self {
            columns: Column::ALL.into_iter().filter(has).collect(),
            is_compact: density == Some(COMPACT),
        })
    }

    /// Columns and density as a saved search keeps them.
    pub(super) fn to_saved(&self) -> (Vec<String>, String) {
        let columns = self.columns.iter().map(|column| column.as_str().to_owned()).collect();
        (columns, if self.is_compact { COMPACT } else { COMFORTABLE }.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layout_is_read_as_it_was_kept() {
        let mut layout = Layout::default();
        layout.set(Column::Email, true);
        layout.set(Column::Place, false);
        layout.is_compact = true;
        assert_eq!(layout.to_text(), "company email match compact");
        assert_eq!(Layout::of_text("company email match compact"), layout);
        assert_eq!(Layout::of_text("match company shoe-size").columns.len(), 2);
        let (columns, density) = layout.to_saved();
        assert_eq!(Layout::of_saved(Some(&columns), Some(&density)), Some(layout));
        assert_eq!(Layout::of_saved(None, Some("compact")), None);
    }

    #[test]
    fn every_column_has_its_share() {
        let shares = Layout::default().template();
        assert_eq!(shares.matches("minmax").count(), 1 + Layout::default().columns.len());
    }
}
