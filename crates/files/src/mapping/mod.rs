//! What the columns of a file mean, and each row as the text of a contact.

mod choose;
mod clean;
mod headers;
mod input;
mod location;
mod propose;
mod values;

use std::collections::HashMap;

use domain::FieldError;
use domain::contact::{MergeRules, OnDuplicate};
use domain::import::{Column, ColumnChoice, FieldRule, Import, ImportField};

pub use propose::propose;
pub(crate) use values::{looks_like_email, looks_like_phone};

/// Whether a column's name is known.
pub(crate) fn means_something(header: &str) -> bool {
    headers::meaning(&headers::Key::of(header)).is_some()
}

/// The checked meaning of every column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    uses: Vec<Use>,
    rules: MergeRules,
}

/// One column that is used.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Use {
    /// Its place in the row.
    at: usize,
    field: ImportField,
    /// The column that says what each number or address is for, as in Google's exports.
    label: Option<usize>,
    /// Whether tags in this column are divided by blanks.
    by_blanks: bool,
    /// Whether the column's name speaks of private addresses.
    private: bool,
}

impl Mapping {
    /// Checks choices against the columns of a file. Equal headers are told apart by their
    /// order, columns without a choice are left out. E-mails, phones, tags, notes and lines of
    /// the street may come from several columns, every other field from one.
    ///
    /// # Errors
    /// Every wrong choice at once: a header that is not in the file (`unknown`), a field that is
    /// chosen twice or a rule that contradicts another column's (`taken`), a rule that the field
    /// cannot have (`invalid`).
    pub fn new(
        columns: &[Column],
        choices: &[ColumnChoice],
        on_duplicate: OnDuplicate,
    ) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut uses: Vec<Use> = Vec::new();
        let mut seen: HashMap<&str, usize> = HashMap::new();
        for (index, choice) in choices.iter().enumerate() {
            let nth = seen.entry(choice.header.as_str()).or_default();
            let same = |column: &Column| column.header == choice.header;
            let place = columns.iter().enumerate().filter(|(_, column)| same(column)).nth(*nth);
            *nth += 1;
            let Some((at, column)) = place else {
                let message = format!(
                    "The file has no {} column {:?}. Choose among its headers.",
                    if *nth == 1 { "such" } else { "further" },
                    choice.header,
                );
                errors.push(FieldError::new(
                    format!("columns[{index}].header"),
                    "unknown",
                    message,
                ));
                continue;
            };
            let Some(field) = choice.field.clone().filter(|field| *field != ImportField::Ignore)
            else {
                continue;
            };
            if let Some(earlier) = uses.iter().find(|earlier| earlier.field == field)
                && !may_repeat(&field)
            {
                let message = format!(
                    "{field} comes from {:?} already. Ignore one of the two columns.",
                    columns[earlier.at].header,
                );
                errors.push(FieldError::new(format!("columns[{index}].field"), "taken", message));
                continue;
            }
            uses.push(Use {
                at,
                label: label_of(columns, at),
                by_blanks: field == ImportField::Tags && divides_by_blanks(&column.samples),
                private: speaks_of_home(&column.header),
                field,
            });
        }
        uses.sort_by_key(|column| column.at);
        let ruled: Vec<(&ImportField, Option<FieldRule>)> = choices
            .iter()
            .map(|choice| (choice.field.as_ref().unwrap_or(&ImportField::Ignore), choice.rule))
            .collect();
        match MergeRules::new(on_duplicate, ruled) {
            Ok(rules) if errors.is_empty() => Ok(Self { uses, rules }),
            Ok(_) => Err(errors),
            Err(more) => {
                errors.extend(more);
                Err(errors)
            }
        }
    }

    /// The meaning that an import has stored for its columns.
    ///
    /// # Errors
    /// Those of [`Self::new`], where it was stored by another version.
    pub fn of(import: &Import) -> Result<Self, Vec<FieldError>> {
        let choices: Vec<ColumnChoice> = import.columns.iter().map(ColumnChoice::of).collect();
        Self::new(&import.columns, &choices, import.on_duplicate)
    }

    /// What becomes of each field in contacts that are there already.
    pub const fn rules(&self) -> &MergeRules {
        &self.rules
    }
}

fn may_repeat(field: &ImportField) -> bool {
    use ImportField as F;
    matches!(field, F::Email | F::Email2 | F::Phone | F::Mobile | F::Street | F::Tags | F::Notes)
}

/// The column before `X - Value`, if it is `X - Label` or `X - Type`.
fn label_of(columns: &[Column], at: usize) -> Option<usize> {
    let stem = columns[at].header.strip_suffix(" - Value")?;
    let before = at.checked_sub(1)?;
    let label = columns[before].header.strip_prefix(stem)?;
    matches!(label, " - Label" | " - Type").then_some(before)
}

/// Whether tags are divided by blanks: no sample has another separator, all are small words,
/// and one word stands in two different samples.
fn divides_by_blanks(samples: &[String]) -> bool {
    let small = |sample: &String| {
        !sample.contains([',', ';', '|']) && !sample.chars().any(char::is_uppercase)
    };
    let together = |word: &str| {
        samples.iter().filter(|sample| sample.split_whitespace().any(|other| other == word)).count()
    };
    samples.iter().all(small)
        && samples
            .iter()
            .filter(|sample| sample.contains(' '))
            .any(|sample| sample.split_whitespace().any(|word| together(word) > 1))
}

fn speaks_of_home(header: &str) -> bool {
    let words = domain::value::words(header);
    words.iter().any(|word| matches!(word.as_str(), "home" | "personal" | "private" | "privat"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(headers: &[&str]) -> Vec<Column> {
        let column = |header: &&str| Column { header: (*header).to_owned(), ..Column::default() };
        headers.iter().map(column).collect()
    }

    fn choices(pairs: &[(&str, &str)]) -> Vec<ColumnChoice> {
        let choice = |(header, field): &(&str, &str)| ColumnChoice {
            header: (*header).to_owned(),
            field: (!field.is_empty()).then(|| field.parse().unwrap()),
            rule: None,
        };
        pairs.iter().map(choice).collect()
    }

    fn mapping(columns: &[Column], choices: &[ColumnChoice]) -> Result<Mapping, Vec<FieldError>> {
        Mapping::new(columns, choices, OnDuplicate::Skip)
    }

    #[test]
    fn rules_that_cannot_be_are_refused() {
        let mut wanted = choices(&[("a", "city"), ("b", "tags")]);
        for choice in &mut wanted {
            choice.rule = Some(FieldRule::Append);
        }
        let errors = mapping(&columns(&["a", "b"]), &wanted).unwrap_err();
        assert_eq!(errors.len(), 1);
        assert_eq!(errors[0].field, "columns[0].rule");
    }

    #[test]
    fn equal_headers_are_told_apart_by_their_order() {
        let found =
            mapping(&columns(&["id", "x", "id"]), &choices(&[("id", ""), ("id", "company")]));
        assert_eq!(found.unwrap().uses[0].at, 2);
    }

    #[test]
    fn wrong_choices_are_named_at_once() {
        let errors = mapping(
            &columns(&["a", "b", "c"]),
            &choices(&[
                ("a", "city"),
                ("b", "city"),
                ("z", "notes"),
                ("c", "notes"),
                ("c", "tags"),
            ]),
        )
        .unwrap_err();
        let found: Vec<_> = errors.iter().map(|e| (e.field.as_str(), e.code.as_str())).collect();
        assert_eq!(
            found,
            [
                ("columns[1].field", "taken"),
                ("columns[2].header", "unknown"),
                ("columns[4].header", "unknown")
            ]
        );
    }

    #[test]
    fn lists_may_come_from_several_columns() {
        let pairs = choices(&[("a", "email"), ("b", "email"), ("c", "custom:x")]);
        assert!(mapping(&columns(&["a", "b", "c"]), &pairs).is_ok());
        let pairs = choices(&[("a", "custom:x"), ("b", "custom:x")]);
        assert!(mapping(&columns(&["a", "b", "c"]), &pairs).is_err());
    }

    #[test]
    fn tags_divided_by_blanks_are_told_by_their_words() {
        let samples = |texts: &[&str]| texts.iter().map(|&t| t.to_owned()).collect::<Vec<_>>();
        assert!(divides_by_blanks(&samples(&["nhs trust", "zoo", "trust nhs fei"])));
        assert!(!divides_by_blanks(&samples(&["Key Account", "Key Account"])));
        assert!(!divides_by_blanks(&samples(&["warm lead", "cold call"])));
        assert!(!divides_by_blanks(&samples(&["a, b", "b c"])));
    }
}
