//! The single-valued fields of the form, in their order.

use domain::contact::{Department, Seniority};

use crate::ui::Choice;

/// The one field of several lines.
pub(super) const NOTES: &str = "notes";

/// How a field is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Control {
    Text,
    Url,
    /// Text with the countries as proposals.
    Country,
    Seniority,
    Department,
    /// Several lines.
    Lines,
}

/// A field of the form.
pub(super) struct FieldSpec {
    /// Its name in a contact.
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    pub(super) control: Control,
    pub(super) help: &'static str,
}

const fn text(name: &'static str, label: &'static str) -> FieldSpec {
    FieldSpec { name, label, control: Control::Text, help: "" }
}

const fn spec(
    name: &'static str,
    label: &'static str,
    control: Control,
    help: &'static str,
) -> FieldSpec {
    FieldSpec { name, label, control, help }
}

/// Who it is.
pub(super) const PERSON: &[FieldSpec] = &[
    spec("full_name", "Full name", Control::Text, "Left empty, it is made of first and last name."),
    text("first_name", "First name"),
    text("last_name", "Last name"),
    text("title", "Job title"),
    spec("seniority", "Seniority", Control::Seniority, ""),
    spec("department", "Department", Control::Department, ""),
];

/// For whom they work.
pub(super) const COMPANY: &[FieldSpec] = &[
    text("company", "Company"),
    spec("company_domain", "Company domain", Control::Text, "Such as example.com."),
    text("industry", "Industry"),
    spec("company_size", "Company size", Control::Text, "Employees, such as 51-200."),
];

/// Where they are on the web; e-mails and phones stand beside.
pub(super) const WEB: &[FieldSpec] = &[
    spec("website", "Website", Control::Url, ""),
    spec("linkedin_url", "LinkedIn", Control::Url, ""),
];

/// Where they are.
pub(super) const PLACE: &[FieldSpec] = &[
    text("street", "Street"),
    text("postal_code", "Postal code"),
    text("city", "City"),
    text("region", "Region"),
    spec("country", "Country", Control::Country, ""),
];

/// The rest.
pub(super) const MORE: &[FieldSpec] =
    &[text("external_id", "External id"), spec(NOTES, "Notes", Control::Lines, "")];

/// All of them.
pub(super) fn all() -> impl Iterator<Item = &'static FieldSpec> {
    [PERSON, COMPANY, WEB, PLACE, MORE].into_iter().flatten()
}

/// Their names.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    all().map(|field| field.name)
}

/// The words for a field's name.
pub(super) fn label(name: &str) -> &str {
    all().find(|field| field.name == name).map_or(name, |field| field.label)
}

const DERIVED: &str = "As the job title says";

pub(super) fn seniorities() -> Vec<Choice> {
    choices(Seniority::ALL.iter().map(|s| (s.as_str(), s.label())))
}

pub(super) fn departments() -> Vec<Choice> {
    choices(Department::ALL.iter().map(|d| (d.as_str(), d.label())))
}

fn choices(words: impl Iterator<Item = (&'static str, &'static str)>) -> Vec<Choice> {
    let owned = |(key, label): (&str, &str)| (key.to_owned(), label.to_owned());
    std::iter::once(("", DERIVED)).chain(words).map(owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_field_of_a_contact_is_in_the_form() {
        let input = domain::contact::ContactInput::default();
        let all = serde_json::to_value(input).unwrap();
        let lists = ["emails", "phones", "tags", "custom"];
        let mut wanted: Vec<&str> = all
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .filter(|n| !lists.contains(n))
            .collect();
        let mut found: Vec<&str> = names().collect();
        wanted.sort_unstable();
        found.sort_unstable();
        assert_eq!(found, wanted);
    }
}
