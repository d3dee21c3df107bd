//! What stands in the cells of a row.

use domain::import::{Column, EditKey, ImportField, ImportRow};

use crate::pages::field_words::is_about;

/// A cell as the review shows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct CellText {
    pub(super) text: String,
    /// What stands in the file, where somebody put another text in its place.
    pub(super) original: Option<String>,
    /// What is wrong with it.
    pub(super) wrong: Option<String>,
}

/// The cell of a row in a column of the file, counted from 0.
pub(super) fn cell(row: &ImportRow, index: usize, column: &Column) -> CellText {
    let original = row.cells.get(index).cloned().unwrap_or_default();
    let meaning = column.field.as_ref().filter(|field| **field != ImportField::Ignore);
    let by_field = meaning.and_then(|field| row.edits.get(&EditKey::Field(field.clone())));
    let edit = by_field.or_else(|| row.edits.get(&at(index))).cloned();
    let wrong = meaning.and_then(|field| {
        let field = field.to_string();
        let error = row.errors.iter().find(|error| is_about(&error.field, &field))?;
        Some(error.message.clone())
    });
    match edit {
        Some(text) if text != original => CellText { text, original: Some(original), wrong },
        _ => CellText { text: original, original: None, wrong },
    }
}

/// The key of an edit that stands in a cell: the field where it was set for many rows.
pub(super) fn edit_key(row: &ImportRow, index: usize, column: &Column) -> EditKey {
    let field = column.field.clone().map(EditKey::Field);
    field.filter(|field| row.edits.contains_key(field)).unwrap_or_else(|| at(index))
}

/// The key of the cell in a column of the file, counted from 0.
pub(super) fn at(index: usize) -> EditKey {
    EditKey::Column(u32::try_from(index).unwrap_or(u32::MAX))
}

/// What tells a row from others: its parsed name and company, or its first cells.
pub(super) fn summary(row: &ImportRow) -> (String, String) {
    if let Some(fields) = &row.fields {
        let name = fields.display_name().to_owned();
        let email = fields.emails.first().map(|email| email.value.to_string());
        let more = [fields.title.clone(), fields.company.clone(), email];
        let more: Vec<String> = more.into_iter().flatten().filter(|text| *text != name).collect();
        return (name, more.join(" · "));
    }
    let mut cells = row.cells.iter().map(String::as_str).filter(|cell| !cell.is_empty());
    let name: Vec<&str> = cells.by_ref().take(2).collect();
    (name.join(" "), cells.take(3).collect::<Vec<_>>().join(" · "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::problem::FieldError;
    use serde_json::json;

    fn column(field: ImportField) -> Column {
        serde_json::from_value(json!({"header": "x", "field": field, "samples": []})).unwrap()
    }

    fn row(cells: &[&str], edits: &[(&str, &str)]) -> ImportRow {
        ImportRow {
            edits: edits.iter().map(|(k, v)| (k.parse().unwrap(), (*v).to_owned())).collect(),
            errors: vec![FieldError::new("emails[0].value", "invalid", "Expected an @.")],
            ..ImportRow::read(1, cells.iter().map(|cell| (*cell).to_owned()).collect())
        }
    }

    #[test]
    fn an_edit_stands_above_the_file() {
        let row = row(&["Ada", "ada at x", "Germany"], &[("0", "Eva"), ("country", "DE")]);
        let name = cell(&row, 0, &column(ImportField::FullName));
        assert_eq!((name.text.as_str(), name.original.as_deref()), ("Eva", Some("Ada")));
        let country = column(ImportField::Country);
        assert_eq!(cell(&row, 2, &country).original.as_deref(), Some("Germany"));
        assert_eq!(edit_key(&row, 2, &country).to_string(), "country");
        assert_eq!(edit_key(&row, 0, &column(ImportField::FullName)).to_string(), "0");
        let email = cell(&row, 1, &column(ImportField::Email));
        assert_eq!((email.original, email.wrong.as_deref()), (None, Some("Expected an @.")));
        assert_eq!(cell(&row, 7, &column(ImportField::City)), CellText::default());
    }

    #[test]
    fn an_invalid_row_is_told_by_its_cells() {
        let row = row(&["Ada", "", "Lovelace", "London"], &[]);
        assert_eq!(summary(&row), ("Ada Lovelace".to_owned(), "London".to_owned()));
    }
}
