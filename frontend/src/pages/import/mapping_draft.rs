//! What the mapping form has chosen, and what is doubtful about it.

use std::collections::BTreeMap;

use domain::import::{Column, ColumnChoice, ImportField, MappingRequest, OnDuplicate};

use crate::pages::field_words::label;

/// The choice that stands for a custom field whose name is typed beside it.
pub(super) const CUSTOM: &str = "custom";

/// The choice for one column: a field's word, `ignore`, or [`CUSTOM`] with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) header: String,
    pub(super) word: String,
    pub(super) custom: String,
}

impl Choice {
    /// What the server guessed from the header.
    pub(super) fn guessed(column: &Column) -> Self {
        let header = column.header.clone();
        let (word, custom) = match &column.field {
            None => (ImportField::Ignore.to_string(), header.clone()),
            Some(ImportField::Custom(name)) => (CUSTOM.to_owned(), name.clone()),
            Some(field) => (field.to_string(), header.clone()),
        };
        Self { header, word, custom }
    }

    /// The field that is chosen.
    ///
    /// # Errors
    /// What is wrong with the name of a custom field.
    fn field(&self) -> Result<ImportField, String> {
        if self.word == CUSTOM {
            format!("custom:{}", self.custom).parse()
        } else {
            self.word.parse()
        }
    }
}

/// The request that the choices make.
///
/// # Errors
/// What has to be mended first.
pub(super) fn request(
    choices: &[Choice],
    on_duplicate: OnDuplicate,
) -> Result<MappingRequest, String> {
    let mut columns = Vec::new();
    for choice in choices {
        let field =
            choice.field().map_err(|error| format!("Column “{}”: {error}", choice.header))?;
        columns.push(ColumnChoice {
            header: choice.header.clone(),
            field: Some(field),
            rule: None,
        });
    }
    if columns.iter().all(|column| column.field == Some(ImportField::Ignore)) {
        return Err("Every column is ignored. Choose a field for at least one of them.".to_owned());
    }
    Ok(MappingRequest { columns, on_duplicate, ..MappingRequest::default() })
}

/// What may be meant, but deserves a second look.
pub(super) fn doubts(choices: &[Choice]) -> Vec<String> {
    let fields: Vec<(String, ImportField)> = choices
        .iter()
        .filter_map(|choice| Some((choice.header.clone(), choice.field().ok()?)))
        .filter(|(_, field)| *field != ImportField::Ignore)
        .collect();
    let mut doubts = Vec::new();
    if !fields.is_empty() && !fields.iter().any(|(_, field)| names_a_contact(field)) {
        doubts.push(
            "No column holds a name, a company, an e-mail or a phone number, so every row would be invalid."
                .to_owned(),
        );
    }
    let mut columns: BTreeMap<&ImportField, Vec<&str>> = BTreeMap::new();
    for (header, field) in &fields {
        columns.entry(field).or_default().push(header);
    }
    for (field, headers) in columns {
        if headers.len() > 1 {
            let headers: Vec<_> = headers.iter().map(|header| format!("“{header}”")).collect();
            doubts.push(format!("{} both mean {}.", headers.join(" and "), label(field)));
        }
    }
    doubts
}

fn names_a_contact(field: &ImportField) -> bool {
    use ImportField as F;
    matches!(
        field,
        F::FullName
            | F::FirstName
            | F::LastName
            | F::Company
            | F::Email
            | F::Email2
            | F::Phone
            | F::Mobile
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(header: &str, word: &str, custom: &str) -> Choice {
        Choice { header: header.into(), word: word.into(), custom: custom.into() }
    }

    #[test]
    fn choices_become_the_request_of_the_server() {
        let choices = [
            choice("Name", "full_name", "Name"),
            choice("Shoe", CUSTOM, "Shoe size"),
            choice("X", "ignore", "X"),
        ];
        let request = request(&choices, OnDuplicate::Fill).unwrap();
        let fields: Vec<_> =
            request.columns.iter().map(|c| c.field.as_ref().unwrap().to_string()).collect();
        assert_eq!(fields, ["full_name", "custom:Shoe size", "ignore"]);
    }

    #[test]
    fn what_cannot_be_meant_is_refused() {
        assert!(request(&[choice("X", "ignore", "")], OnDuplicate::Skip).is_err());
        assert!(request(&[choice("X", CUSTOM, " ")], OnDuplicate::Skip).is_err());
    }

    #[test]
    fn what_is_doubtful_is_said() {
        let twice = [choice("Mail", "email", ""), choice("E-Mail", "email", "")];
        assert_eq!(doubts(&twice), ["“Mail” and “E-Mail” both mean E-mail."]);
        assert_eq!(doubts(&[choice("Town", "city", "")]).len(), 1);
        assert!(doubts(&[choice("Name", "full_name", "")]).is_empty());
    }

    #[test]
    fn a_guess_is_taken_over() {
        let column = |field| Column { header: "Col".into(), field, ..Column::default() };
        assert_eq!(Choice::guessed(&column(None)), choice("Col", "ignore", "Col"));
        let custom = ImportField::Custom("Bioguide".into());
        assert_eq!(Choice::guessed(&column(Some(custom))), choice("Col", CUSTOM, "Bioguide"));
    }
}
