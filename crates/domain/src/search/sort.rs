use serde::{Deserialize, Serialize};

/// The column that hits are ordered by, instead of by how well they match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SortColumn {
    Name,
    Company,
    Title,
    City,
    Country,
    /// When the contact changed.
    Updated,
    /// When it was made.
    Created,
    /// When its values were last verified.
    Verified,
}

impl SortColumn {
    /// Every column.
    pub const ALL: &[Self] = &[
        Self::Name,
        Self::Company,
        Self::Title,
        Self::City,
        Self::Country,
        Self::Updated,
        Self::Created,
        Self::Verified,
    ];

    /// The word in the parameter.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Company => "company",
            Self::Title => "title",
            Self::City => "city",
            Self::Country => "country",
            Self::Updated => "updated",
            Self::Created => "created",
            Self::Verified => "verified",
        }
    }
}

/// An order of hits; among equals the id decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sort {
    pub column: SortColumn,
    pub is_descending: bool,
}

impl Sort {
    /// Reads the parameter: a column, with `-` in front from the last to the first.
    pub fn parse(text: &str) -> Option<Self> {
        let (is_descending, word) = match text.strip_prefix('-') {
            Some(word) => (true, word),
            None => (false, text),
        };
        let column = SortColumn::ALL.iter().copied().find(|column| column.as_str() == word)?;
        Some(Self { column, is_descending })
    }
}

impl std::fmt::Display for Sort {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mark = if self.is_descending { "-" } else { "" };
        write!(f, "{mark}{}", self.column.as_str())
    }
}
