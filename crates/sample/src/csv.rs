//! Contacts as the cells of a file that a person could have exported. Quoting and separators are
//! the writer's business.

use domain::contact::{ContactInput, PhoneKind};

/// Number of columns.
pub const COLUMNS: usize = 18;

/// The headers, in words that people use.
pub fn csv_header() -> [&'static str; COLUMNS] {
    [
        "First name",
        "Last name",
        "Job title",
        "Company",
        "Industry",
        "Company size",
        "E-mail",
        "Other e-mail",
        "Phone",
        "Mobile",
        "Street",
        "City",
        "Region",
        "Postal code",
        "Country",
        "Website",
        "LinkedIn",
        "Tags",
    ]
}

/// The cells of a contact, in the order of [`csv_header`]; empty where a field is missing.
pub fn csv_row(contact: &ContactInput) -> [String; COLUMNS] {
    let text = |field: &Option<String>| field.clone().unwrap_or_default();
    let email = |place: usize| contact.emails.get(place).map(|email| email.value.clone());
    let phone = |mobile: bool| {
        let of_kind = |kind| (kind == PhoneKind::Mobile) == mobile;
        contact.phones.iter().find(|phone| of_kind(phone.kind)).map(|phone| phone.value.clone())
    };
    [
        text(&contact.first_name),
        text(&contact.last_name),
        text(&contact.title),
        text(&contact.company),
        text(&contact.industry),
        text(&contact.company_size),
        email(0).unwrap_or_default(),
        email(1).unwrap_or_default(),
        phone(false).unwrap_or_default(),
        phone(true).unwrap_or_default(),
        text(&contact.street),
        text(&contact.city),
        text(&contact.region),
        text(&contact.postal_code),
        text(&contact.country),
        text(&contact.website),
        text(&contact.linkedin_url),
        contact.tags.join("; "),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Generator;

    #[test]
    fn cells_stand_under_their_headers() {
        let header = csv_header();
        let under = |row: &[String], name: &str| {
            row[header.iter().position(|&column| column == name).unwrap()].clone()
        };
        for contact in Generator::new(8).take(500) {
            let row = csv_row(&contact);
            assert_eq!(Some(under(&row, "City")), contact.city.or_else(|| Some(String::new())));
            assert_eq!(Some(under(&row, "Last name")), contact.last_name);
            let email = contact.emails.first().map(|email| email.value.clone());
            assert_eq!(under(&row, "E-mail"), email.unwrap_or_default());
            let phones = [under(&row, "Phone"), under(&row, "Mobile")];
            let filled = phones.iter().filter(|phone| !phone.is_empty()).count();
            assert_eq!(filled, contact.phones.len());
        }
    }
}
