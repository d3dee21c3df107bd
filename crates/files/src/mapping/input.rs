//! A row as the text of a contact.

use std::collections::BTreeMap;

use domain::contact::{ContactInput, EmailInput, EmailKind, PhoneInput, PhoneKind};
use domain::import::{EditKey, ImportField as F};
use domain::value::fold;

use super::clean::{cell, emails, phone_kind, phones, street, tags};
use super::{Mapping, Use, location};

impl Mapping {
    /// A row as the text of a contact, still to be parsed, with what a person changed in it: a
    /// column's edit stands for its cell, a field's edit for all columns of that field. Cells
    /// are trimmed, placeholders such as `(blank)` are empty, lists in one cell are divided.
    ///
    /// Nothing is dropped because it cannot be read: the parser will name it. The one exception
    /// is a letterhead in a street cell: the street takes its first lines, and the whole cell is
    /// added to the notes.
    pub fn input(&self, cells: &[String], edits: &BTreeMap<EditKey, String>) -> ContactInput {
        let at = |place: usize| {
            let edit = u32::try_from(place).ok().and_then(|n| edits.get(&EditKey::Column(n)));
            edit.or_else(|| cells.get(place)).map(|text| cell(text))
        };
        let mut draft = Draft::default();
        let fields = edits.iter().filter_map(|(key, text)| match key {
            EditKey::Field(field) => Some((field, text.as_str())),
            EditKey::Column(_) => None,
        });
        let fields: Vec<(&F, &str)> = fields.collect();
        for (field, text) in &fields {
            draft.add(&Use::of_field(field), cell(text), None);
        }
        for column in &self.uses {
            if fields.iter().any(|(field, _)| **field == column.field) {
                continue;
            }
            let text = at(column.at).unwrap_or_default();
            if !text.is_empty() {
                draft.add(column, text, column.label.and_then(at));
            }
        }
        draft.finish(|field| fields.iter().any(|(edited, _)| *edited == field))
    }
}

impl Use {
    /// Stands for a column that gives a field whose text a person typed.
    fn of_field(field: &F) -> Self {
        Self { at: 0, field: field.clone(), label: None, by_blanks: false, private: false }
    }
}

/// A row's text on its way into a contact.
#[derive(Default)]
struct Draft {
    input: ContactInput,
    letterheads: Vec<String>,
    locations: Vec<String>,
}

impl Draft {
    fn add(&mut self, column: &Use, text: &str, label: Option<&str>) {
        let input = &mut self.input;
        match &column.field {
            _ if text.is_empty() => {}
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
                    self.letterheads.push(text.to_owned());
                }
            }
            F::Location => self.locations.push(text.to_owned()),
            F::Tags => input.tags.extend(tags(text, column.by_blanks)),
            F::Notes => append(&mut input.notes, text, "\n"),
            F::Custom(name) => {
                input.custom.insert(name.clone(), text.to_owned());
            }
            field => {
                if let Some(place) = place(input, field) {
                    *place = Some(text.to_owned());
                }
            }
        }
    }

    /// `edited` tells the fields that a person has set; they stay, even if empty.
    fn finish(self, edited: impl Fn(&F) -> bool) -> ContactInput {
        let mut input = self.input;
        for text in self.letterheads {
            append(&mut input.notes, &text, "\n\n");
        }
        let before =
            [F::City, F::Region, F::PostalCode, F::Country].map(|field| (edited(&field), field));
        let kept = before.map(|(edited, field)| {
            edited.then(|| (place(&mut input, &field).map(|text| text.clone()), field))
        });
        for text in self.locations {
            location::fill(&mut input, &text);
        }
        for (text, field) in kept.into_iter().flatten() {
            if let (Some(text), Some(place)) = (text, place(&mut input, &field)) {
                *place = text;
            }
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
        F::Email
        | F::Email2
        | F::Phone
        | F::Mobile
        | F::Street
        | F::Location
        | F::Tags
        | F::Notes
        | F::Custom(_)
        | F::Ignore => return None,
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
    use domain::import::{Column, ColumnChoice, OnDuplicate};

    use super::*;

    fn edited(columns: &[(&str, &str)], row: &[&str], edits: &[(&str, &str)]) -> ContactInput {
        let of_file = columns
            .iter()
            .map(|(header, _)| Column { header: (*header).to_owned(), ..Column::default() });
        let choices = columns.iter().map(|(header, field)| ColumnChoice {
            header: (*header).to_owned(),
            field: Some(field.parse().unwrap()),
            rule: None,
        });
        let (of_file, choices): (Vec<_>, Vec<_>) = (of_file.collect(), choices.collect());
        let mapping = Mapping::new(&of_file, &choices, OnDuplicate::Skip).unwrap();
        let edits = edits.iter().map(|(key, text)| (key.parse().unwrap(), (*text).to_owned()));
        let cells: Vec<String> = row.iter().map(|&text| text.to_owned()).collect();
        mapping.input(&cells, &edits.collect())
    }

    fn input(columns: &[(&str, &str)], row: &[&str]) -> ContactInput {
        edited(columns, row, &[])
    }

    #[test]
    fn edits_stand_for_cells_and_fields() {
        let columns =
            [("Mail", "email"), ("Mail 2", "email_2"), ("Where", "location"), ("X", "ignore")];
        let row = ["a@x.example", "b@x.example", "Bonn, Germany", "?"];
        let mails = |input: &ContactInput| {
            input.emails.iter().map(|email| email.value.clone()).collect::<Vec<_>>()
        };
        let found = edited(&columns, &row, &[("0", "c@x.example"), ("9", "x"), ("country", "CH")]);
        assert_eq!(mails(&found), ["c@x.example", "b@x.example"]);
        assert_eq!((found.city.as_deref(), found.country.as_deref()), (Some("Bonn"), Some("CH")));
        let found = edited(&columns, &row, &[("email", ""), ("country", ""), ("custom:Fund", "1")]);
        assert_eq!(mails(&found), ["b@x.example"]);
        assert_eq!((found.city.as_deref(), found.country), (Some("Bonn"), None));
        assert_eq!(found.custom["Fund"], "1");
        let found = edited(&columns, &row, &[("email", "n@x.example"), ("0", "ignored")]);
        assert_eq!(mails(&found), ["n@x.example", "b@x.example"]);
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
