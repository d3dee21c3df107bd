//! What the mapping form has chosen, and what is doubtful about it.

use std::collections::BTreeMap;

use domain::import::{Column, ColumnChoice, FieldRule, ImportField, MappingRequest, OnDuplicate};
use domain::value::Country;

use crate::pages::field_words::label;

/// The choice that stands for a custom field whose name is typed beside it.
pub(super) const CUSTOM: &str = "custom";

/// The choice for one column: a field's word, `ignore`, or [`CUSTOM`] with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) header: String,
    pub(super) word: String,
    pub(super) custom: String,
    /// None: what the form says for all columns.
    pub(super) rule: Option<FieldRule>,
}

/// What the form says beside its columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Settings {
    pub(super) on_duplicate: OnDuplicate,
    /// A code, or empty for the organization's own country.
    pub(super) default_country: String,
    /// The name of a profile to save; empty for none.
    pub(super) save_as: String,
}

impl Choice {
    /// What the server proposes for a column.
    pub(super) fn proposed(column: &Column) -> Self {
        let header = column.header.clone();
        let (word, custom) = match &column.field {
            None => (ImportField::Ignore.to_string(), header.clone()),
            Some(ImportField::Custom(name)) => (CUSTOM.to_owned(), name.clone()),
            Some(field) => (field.to_string(), header.clone()),
        };
        Self { header, word, custom, rule: column.rule }
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

/// The request that the form makes.
///
/// # Errors
/// What has to be mended first.
pub(super) fn request(choices: &[Choice], settings: &Settings) -> Result<MappingRequest, String> {
    let mut columns = Vec::new();
    for choice in choices {
        let field =
            choice.field().map_err(|error| format!("Column “{}”: {error}", choice.header))?;
        let rule = choice.rule.filter(|_| field != ImportField::Ignore);
        columns.push(ColumnChoice { header: choice.header.clone(), field: Some(field), rule });
    }
    if columns.iter().all(|column| column.field == Some(ImportField::Ignore)) {
        return Err("Every column is ignored. Choose a field for at least one of them.".to_owned());
    }
    let save_as = domain::value::line(&settings.save_as);
    Ok(MappingRequest {
        columns,
        on_duplicate: settings.on_duplicate,
        default_country: Country::parse(&settings.default_country).ok(),
        save_as: Some(save_as).filter(|name| !name.is_empty()),
    })
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
        if headers.len() > 1 && !takes_several(field) {
            let headers: Vec<_> = headers.iter().map(|header| format!("“{header}”")).collect();
            doubts.push(format!("{} both mean {}.", headers.join(" and "), label(field)));
        }
    }
    doubts
}

/// Whether several columns make one list, as `E-mail 1` and `E-mail 2` do.
fn takes_several(field: &ImportField) -> bool {
    use ImportField as F;
    matches!(field, F::Email | F::Email2 | F::Phone | F::Mobile | F::Tags | F::Notes)
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
    use serde_json::json;

    fn choice(header: &str, word: &str, custom: &str) -> Choice {
        Choice { header: header.into(), word: word.into(), custom: custom.into(), rule: None }
    }

    #[test]
    fn choices_become_the_request_of_the_server() {
        let choices = [
            Choice { rule: Some(FieldRule::Fill), ..choice("Name", "full_name", "Name") },
            choice("Shoe", CUSTOM, "Shoe size"),
            Choice { rule: Some(FieldRule::Fill), ..choice("X", "ignore", "X") },
        ];
        let settings = Settings {
            on_duplicate: OnDuplicate::Fill,
            default_country: "DE".into(),
            save_as: "  Fair  2026 ".into(),
        };
        let request = request(&choices, &settings).unwrap();
        let fields: Vec<_> =
            request.columns.iter().map(|c| c.field.as_ref().unwrap().to_string()).collect();
        assert_eq!(fields, ["full_name", "custom:Shoe size", "ignore"]);
        let rules: Vec<_> = request.columns.iter().map(|column| column.rule).collect();
        assert_eq!(rules, [Some(FieldRule::Fill), None, None]);
        assert_eq!(request.save_as.as_deref(), Some("Fair 2026"));
        assert_eq!(request.default_country.unwrap().to_string(), "DE");
    }

    #[test]
    fn what_cannot_be_meant_is_refused() {
        let settings = Settings::default();
        assert!(request(&[choice("X", "ignore", "")], &settings).is_err());
        assert!(request(&[choice("X", CUSTOM, " ")], &settings).is_err());
        let plain = request(&[choice("X", "email", "")], &settings).unwrap();
        assert_eq!((plain.save_as, plain.default_country), (None, None));
    }

    #[test]
    fn what_is_doubtful_is_said() {
        let twice = [choice("Town", "city", ""), choice("City", "city", "")];
        let said = doubts(&twice);
        assert_eq!(said.last().unwrap(), "“Town” and “City” both mean City.");
        assert_eq!(doubts(&[choice("Town", "city", "")]).len(), 1);
        assert!(doubts(&[choice("Name", "full_name", "")]).is_empty());
        let mails = [choice("E-mail 1", "email", ""), choice("E-mail 2", "email", "")];
        assert!(doubts(&mails).is_empty());
    }

    #[test]
    fn a_proposal_is_taken_over() {
        let column = |field| -> Column {
            serde_json::from_value(json!({"header": "Col", "field": field, "samples": []})).unwrap()
        };
        let none: Option<&str> = None;
        assert_eq!(Choice::proposed(&column(none)), choice("Col", "ignore", "Col"));
        let custom = column(Some("custom:Bioguide"));
        assert_eq!(Choice::proposed(&custom), choice("Col", CUSTOM, "Bioguide"));
    }
}
