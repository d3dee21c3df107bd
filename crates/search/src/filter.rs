//! Filters: which values a contact has, and how a value is read from a query.

use domain::ListId;
use domain::contact::{Department, Origin, Seniority};
use domain::search::FilterField;
use domain::value::{Country, DomainName, fold, line};

use crate::{Document, Error};

/// The origins that can be filtered by.
const ORIGINS: &[Origin] = &[Origin::Created, Origin::Import, Origin::Directory, Origin::Sample];

/// What `has` knows.
const HAS: &[&str] = &["email", "phone", "linkedin", "website", "title", "company"];

/// Calls `add` with every filter value of a contact, in the form that is compared.
pub(crate) fn terms(document: &Document, mut add: impl FnMut(FilterField, &str)) {
    let fields = &document.fields;
    let folded = [
        (FilterField::Industry, &fields.industry),
        (FilterField::Company, &fields.company),
        (FilterField::Title, &fields.title),
        (FilterField::City, &fields.city),
        (FilterField::Region, &fields.region),
    ];
    for (field, value) in folded {
        if let Some(value) = value {
            add(field, &fold(value));
        }
    }
    for tag in &fields.tags {
        add(FilterField::Tag, &fold(tag));
    }
    if let Some(seniority) = fields.seniority {
        add(FilterField::Seniority, seniority.as_str());
    }
    if let Some(department) = fields.department {
        add(FilterField::Department, department.as_str());
    }
    if let Some(country) = &fields.country {
        add(FilterField::Country, country.as_str());
    }
    if let Some(size) = &fields.company_size {
        add(FilterField::Size, size);
    }
    if let Some(domain) = &fields.company_domain {
        add(FilterField::Domain, domain.as_str());
    }
    for email in &fields.emails {
        add(FilterField::Domain, email.value.domain());
    }
    let has = [
        !fields.emails.is_empty(),
        !fields.phones.is_empty(),
        fields.linkedin_url.is_some(),
        fields.website.is_some(),
        fields.title.is_some(),
        fields.company.is_some(),
    ];
    for (word, _) in HAS.iter().zip(has).filter(|(_, has)| *has) {
        add(FilterField::Has, word);
    }
    add(FilterField::Source, document.source.as_str());
    for list in &document.lists {
        add(FilterField::List, &list.to_string());
    }
}

/// A value of a query, in the form that is compared.
///
/// # Errors
/// [`Error::Filter`] for a value that no contact can have.
pub(crate) fn value(field: FilterField, text: &str) -> Result<String, Error> {
    let refuse = |message| Error::Filter { field, message };
    match field {
        FilterField::Industry
        | FilterField::Company
        | FilterField::Title
        | FilterField::City
        | FilterField::Region
        | FilterField::Tag => Ok(fold(text)),
        FilterField::Seniority => Seniority::parse(text).map(String::from).map_err(refuse),
        FilterField::Department => Department::parse(text).map(String::from).map_err(refuse),
        FilterField::Country => Country::parse(text).map(String::from).map_err(refuse),
        FilterField::Size | FilterField::Created | FilterField::Updated | FilterField::Verified => {
            Ok(line(text))
        }
        FilterField::Domain => DomainName::parse(text).map(String::from).map_err(refuse),
        FilterField::List => text
            .parse()
            .map(|id: ListId| id.to_string())
            .map_err(|error: domain::id::InvalidId| refuse(format!("{error}."))),
        FilterField::Has => known(text, HAS.iter().copied()).map_err(refuse),
        FilterField::Source => known(text, ORIGINS.iter().map(|o| o.as_str())).map_err(refuse),
    }
}

fn known(
    text: &str,
    mut words: impl Iterator<Item = &'static str> + Clone,
) -> Result<String, String> {
    let all = words.clone();
    words
        .find(|word| word.eq_ignore_ascii_case(text.trim()))
        .map(str::to_owned)
        .ok_or_else(|| format!("Expected one of: {}.", all.collect::<Vec<_>>().join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_as_people_write_them() {
        for (field, text, read) in [
            (FilterField::City, " ZÜRICH", "zurich"),
            (FilterField::Country, "Germany", "DE"),
            (FilterField::Country, "de", "DE"),
            (FilterField::Seniority, "C-level", "c_level"),
            (FilterField::Domain, "https://www.Example.com/x", "example.com"),
            (FilterField::Has, "Email", "email"),
            (FilterField::Source, "import", "import"),
            (FilterField::Size, "51-200", "51-200"),
        ] {
            assert_eq!(value(field, text).unwrap(), read);
        }
    }

    #[test]
    fn a_value_that_nobody_can_have_is_refused() {
        for (field, text) in [
            (FilterField::Country, "Atlantis"),
            (FilterField::Has, "fax"),
            (FilterField::Source, "moon"),
            (FilterField::Seniority, "xyzzy"),
        ] {
            assert!(matches!(value(field, text), Err(Error::Filter { .. })), "{text}");
        }
        let message = value(FilterField::Has, "fax").unwrap_err().to_string();
        assert!(message.contains("email, phone"), "{message}");
    }
}
