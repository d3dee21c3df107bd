//! Words for the fields that a column can mean.

use domain::import::ImportField;

/// The field as a person reads it.
pub(super) fn label(field: &ImportField) -> String {
    let word = match field {
        ImportField::Custom(name) => return format!("Custom: {name}"),
        ImportField::Ignore => "Ignore",
        ImportField::CompanyDomain => "Company domain",
        ImportField::CompanySize => "Company size",
        ImportField::Email => "E-mail",
        ImportField::Email2 => "Second e-mail",
        ImportField::Mobile => "Mobile phone",
        ImportField::LinkedinUrl => "LinkedIn",
        ImportField::Title => "Job title",
        other => return capitalised(&other.to_string().replace('_', " ")),
    };
    word.to_owned()
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_a_name_of_its_own() {
        let mut names: Vec<String> = ImportField::CANONICAL.iter().map(label).collect();
        assert!(
            names.iter().all(|name| name.starts_with(char::is_uppercase) && !name.contains('_'))
        );
        names.sort();
        names.dedup();
        assert_eq!(names.len(), ImportField::CANONICAL.len());
    }
}
