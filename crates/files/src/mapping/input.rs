//! A row as the text of a contact.

use domain::contact::{ContactInput, EmailInput, EmailKind, PhoneInput, PhoneKind};
use domain::import::ImportField as F;
use domain::value::fold;

use super::clean::{cell, emails, phone_kind, phones, street, tags};
use super::{Mapping, Use};

impl Mapping {
    /// A row as the text of a contact, still to be parsed. Cells are trimmed, placeholders such
    /// as `(blank)` are empty, lists in one cell are divided.
    ///
    /// Nothing is dropped because it cannot be read: the parser will name it. The one exception
    /// is a letterhead in a street cell: the street takes its first lines, and the whole cell is
    /// added to the notes.
    pub fn input(&self, cells: &[String]) -> ContactInput {
        let mut input = ContactInput::default();
        let mut letterheads = Vec::new();
        for column in &self.uses {
            let text = cells.get(column.at).map(|text| cell(text)).unwrap_or_default();
            if text.is_empty() {
                continue;
            }
            let label = column.label.and_then(|at| cells.get(at)).map(|text| cell(text));
            match &column.field {
                F::Email | F::Email2 => {
                    let kind = email_kind(column, label);
                    let values = emails(text).into_iter();
                    input.emails.extend(values.map(|value| EmailInput { value, kind }));
                }
                F::Phone | F::Mobile => {
                    input.phones.extend(phones(text).into_iter().map(|phone| {
                        let kind = number_kind(column, label, phone.kind);
                        PhoneInput { kind, ..phone }
                    }));
                }
                F::Street => {
                    let (lines, more) = street(text);
                    append(&mut input.street, &lines, ", ");
                    if more {
                        letterheads.push(text);
                    }
                }
                F::Tags => input.tags.extend(tags(text, column.by_blanks)),
                F::Notes => append(&mut input.notes, text, "\n"),
                F::Custom(name) => {
                    input.custom.insert(name.clone(), text.to_owned());
                }
                field => {
                    if let Some(place) = place(&mut input, field) {
                        *place = Some(text.to_owned());
                    }
                }
            }
        }
        for text in letterheads {
            append(&mut input.notes, text, "\n\n");
        }
        input
    }
}

/// The field of one value; none for lists, custom fields and columns that are left out.
fn place<'a>(input: &'a mut ContactInput, field: &F) -> Option<&'a mut Option<String>> {
    Some(match field {
        F::FullName => &mut input.full_name,
        F::FirstName => &mut input.first_name,
        F::LastName => &mut input.last_name,
        F::Title => &mut input.title,
        F::Seniority => &mut input.seniority,
        F::Department => &mut input.department,
        F::Company => &mut input.company,
        F::CompanyDomain => &mut input.company_domain,
        F::Industry => &mut input.industry,
        F::CompanySize => &mut input.company_size,
        F::City => &mut input.city,
        F::Region => &mut input.region,
        F::PostalCode => &mut input.postal_code,
        F::Country => &mut input.country,
        F::Website => &mut input.website,
        F::LinkedinUrl => &mut input.linkedin_url,
        F::ExternalId => &mut input.external_id,
        F::Email | F::Email2 | F::Phone | F::Mobile | F::Street | F::Tags | F::Notes => {
            return None;
        }
        F::Custom(_) | F::Ignore => return None,
    })
}

fn append(field: &mut Option<String>, text: &str, separator: &str) {
    match field {
        Some(there) if !text.is_empty() => {
            there.push_str(separator);
            there.push_str(text);
        }
        None if !text.is_empty() => *field = Some(text.to_owned()),
        _ => {}
    }
}

fn email_kind(column: &Use, label: Option<&str>) -> EmailKind {
    match label.map(fold).as_deref() {
        Some("home" | "personal" | "private") => EmailKind::Personal,
        Some("other") => EmailKind::Other,
        None if column.private => EmailKind::Personal,
        _ => EmailKind::Work,
    }
}

/// The row's label speaks louder than the column, and the word in the cell louder than both.
fn number_kind(column: &Use, label: Option<&str>, in_cell: PhoneKind) -> PhoneKind {
    if in_cell != PhoneKind::default() {
        return in_cell;
    }
    match label.and_then(phone_kind) {
        Some(kind) => kind,
        None if column.field == F::Mobile => PhoneKind::Mobile,
        None if column.private => PhoneKind::Home,
        None => in_cell,
    }
}

#[cfg(test)]
mod tests {
    use domain::import::{Column, ColumnChoice};

    use super::*;

    fn input(columns: &[(&str, &str)], row: &[&str]) -> ContactInput {
        let of_file = columns.iter().map(|(header, _)| Column {
            header: (*header).to_owned(),
            field: None,
            samples: Vec::new(),
        });
        let choices = columns.iter().map(|(header, field)| ColumnChoice {
            header: (*header).to_owned(),
            field: Some(field.parse().unwrap()),
        });
        let mapping =
            Mapping::new(&of_file.collect::<Vec<_>>(), &choices.collect::<Vec<_>>()).unwrap();
        mapping.input(&row.iter().map(|&text| text.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn every_canonical_field_reaches_the_contact() {
        for field in F::CANONICAL {
            let input = input(&[("x", &field.to_string())], &["5@y.example"]);
            assert_ne!(input, ContactInput::default(), "{field}");
        }
    }

    #[test]
    fn several_columns_make_one_list() {
        let input = input(
            &[
                ("Email", "email"),
                ("Home Email", "email_2"),
                ("Phone", "phone"),
                ("Mobile", "mobile"),
                ("Street", "street"),
                ("Street 2", "street"),
                ("Fund", "custom:Fund"),
            ],
            &["a@x.de, b@x.de", "c@x.de", "Fax: 030 1234", "0170 1234", "Weg 1", "Haus 2", "n/a"],
        );
        let emails: Vec<_> = input.emails.iter().map(|e| (e.value.as_str(), e.kind)).collect();
        let work = EmailKind::Work;
        assert_eq!(emails, [("a@x.de", work), ("b@x.de", work), ("c@x.de", EmailKind::Personal)]);
        let kinds: Vec<_> = input.phones.iter().map(|phone| phone.kind).collect();
        assert_eq!(kinds, [PhoneKind::Fax, PhoneKind::Mobile]);
        assert_eq!(input.street.as_deref(), Some("Weg 1, Haus 2"));
        assert!(input.custom.is_empty());
    }

    #[test]
    fn the_label_of_a_row_tells_the_kind() {
        let columns = [("Phone 1 - Label", "ignore"), ("Phone 1 - Value", "phone")];
        assert_eq!(input(&columns, &["* Mobile", "030 12345"]).phones[0].kind, PhoneKind::Mobile);
        assert_eq!(input(&columns, &["", "030 12345"]).phones[0].kind, PhoneKind::Work);
    }

    #[test]
    fn a_letterhead_is_kept_in_the_notes() {
        let text = "Weg 1\n10115 Berlin\nTelefon: 030 1234";
        let input = input(&[("Address", "street"), ("Notes", "notes")], &[text, "old friend"]);
        assert_eq!(input.street.as_deref(), Some("Weg 1, 10115 Berlin"));
        assert_eq!(input.notes, Some(format!("old friend\n\n{text}")));
    }

    #[test]
    fn rows_shorter_than_the_mapping_are_no_matter() {
        assert_eq!(input(&[("a", "city"), ("b", "notes")], &["x"]).city.as_deref(), Some("x"));
    }
}
