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

/// The canonical fields in groups, for a list to choose from.
pub(super) fn grouped() -> Vec<(&'static str, Vec<ImportField>)> {
    const GROUPS: [(&str, &[&str]); 4] = [
        ("Person", &["full_name", "first_name", "last_name", "title", "seniority", "department"]),
        ("Get in touch", &["email", "email_2", "phone", "mobile", "website", "linkedin_url"]),
        ("Company", &["company", "company_domain", "industry", "company_size"]),
        ("Place", &["street", "postal_code", "city", "region", "country", "location"]),
    ];
    let mut rest = ImportField::CANONICAL.to_vec();
    let mut take = |(title, words): (&'static str, &[&str])| {
        let fields: Vec<ImportField> = words.iter().filter_map(|word| word.parse().ok()).collect();
        rest.retain(|field| !fields.contains(field));
        (title, fields)
    };
    let mut groups: Vec<_> = GROUPS.into_iter().map(&mut take).collect();
    groups.push(("More", rest));
    groups
}

/// The words for a field by its name in a file, a contact or an error: `email`, `emails[1].value`,
/// `custom.Shoe size`.
pub(super) fn label_of(name: &str) -> String {
    if let Some(custom) = name.strip_prefix("custom.") {
        return custom.to_owned();
    }
    let root = root(name);
    root.parse().map_or_else(|_| capitalised(&root.replace('_', " ")), |field| label(&field))
}

/// The name under which errors speak of a column's field.
pub(super) fn error_name(field: &ImportField) -> String {
    match field {
        ImportField::Email2 => ImportField::Email.to_string(),
        ImportField::Mobile => ImportField::Phone.to_string(),
        ImportField::Custom(name) => format!("custom.{name}"),
        other => other.to_string(),
    }
}

/// Whether an error's field is the one that a column or a filter names.
pub(super) fn is_about(error: &str, field: &str) -> bool {
    let field = match field {
        "email_2" => "email",
        "mobile" => "phone",
        other => other,
    };
    match field.strip_prefix("custom:").or(field.strip_prefix("custom.")) {
        Some(custom) => error.strip_prefix("custom.") == Some(custom),
        None => root(error) == root(field),
    }
}

/// A field's name without its place in a list, and lists by the name of one of their entries.
fn root(name: &str) -> &str {
    let name = name.split(['[', '.']).next().unwrap_or_default();
    match name {
        "emails" => "email",
        "phones" => "phone",
        other => other,
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_name_the_fields_of_columns() {
        for (name, words) in [
            ("email", "E-mail"),
            ("emails[1].value", "E-mail"),
            ("phones", "Phone"),
            ("custom.Shoe size", "Shoe size"),
            ("title", "Job title"),
            ("nobody_knows", "Nobody knows"),
        ] {
            assert_eq!(label_of(name), words);
        }
        assert!(is_about("emails[1].value", "email_2") && is_about("phones[0].value", "mobile"));
        assert!(is_about("custom.Shoe", "custom:Shoe") && is_about("country", "country"));
        let custom = ImportField::Custom("Shoe".into());
        assert!(is_about("custom.Shoe", &error_name(&custom)));
        assert_eq!(error_name(&ImportField::Mobile), "phone");
        assert!(!is_about("country", "city") && !is_about("custom.Shoe", "custom:Hat"));
    }

    #[test]
    fn every_field_is_in_one_group() {
        let mut grouped: Vec<ImportField> =
            grouped().into_iter().flat_map(|(_, fields)| fields).collect();
        let mut all = ImportField::CANONICAL.to_vec();
        grouped.sort();
        all.sort();
        assert_eq!(grouped, all);
    }

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
