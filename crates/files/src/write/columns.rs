use std::collections::BTreeSet;

use domain::contact::{ContactFields, Department, Seniority};

use super::labels;
use crate::tags::joined;

/// The columns of a table of contacts. Those of one value are always there; [`widen`](Self::widen)
/// makes room for lists and custom fields.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Columns {
    emails: usize,
    phones: usize,
    custom: BTreeSet<String>,
}

/// Columns of one value, as [`propose`](crate::propose) knows them.
const SINGLE: [&str; 19] = [
    "Full Name",
    "First Name",
    "Last Name",
    "Job Title",
    "Seniority",
    "Department",
    "Company",
    "Company Domain",
    "Industry",
    "Company Size",
    "Street",
    "City",
    "Region",
    "Postal Code",
    "Country",
    "Website",
    "LinkedIn URL",
    "Notes",
    "External ID",
];

/// Between values of one cell; the mapping of imports divides at it.
const SEPARATOR: &str = " ::: ";

impl Columns {
    /// Makes room for whatever a contact has.
    pub fn widen(&mut self, fields: &ContactFields) {
        self.emails = self.emails.max(fields.emails.len());
        self.phones = self.phones.max(fields.phones.len());
        for name in fields.custom.keys() {
            if !self.custom.contains(name) {
                self.custom.insert(name.clone());
            }
        }
    }

    pub(super) fn headers(&self) -> Vec<String> {
        let pair = |name: &str, number: usize| {
            [format!("{name} {number} - Label"), format!("{name} {number} - Value")]
        };
        let emails = (1..=self.emails).flat_map(|number| pair("E-mail", number));
        let phones = (1..=self.phones).flat_map(|number| pair("Phone", number));
        let single = SINGLE.iter().map(|&name| name.to_owned());
        let custom = self.custom.iter().map(|name| format!("custom:{name}"));
        single.chain(["Tags".to_owned()]).chain(emails).chain(phones).chain(custom).collect()
    }

    /// A record in the order of the headers. Values for which there is no room, because the
    /// contact changed since, go into the last column of their kind or are left out.
    pub(super) fn cells(&self, fields: &ContactFields) -> Vec<String> {
        let mut cells: Vec<String> =
            single(fields).into_iter().map(|text| text.unwrap_or_default().to_owned()).collect();
        cells.push(joined(&fields.tags));
        let emails = fields.emails.iter();
        let emails = emails.map(|email| (labels::of_email(email.kind), email.value.as_str()));
        push_pairs(&mut cells, self.emails, emails);
        let phones = fields.phones.iter();
        let phones = phones.map(|phone| (labels::of_phone(phone.kind), phone.value.as_str()));
        push_pairs(&mut cells, self.phones, phones);
        let custom = self.custom.iter();
        cells.extend(custom.map(|name| fields.custom.get(name).cloned().unwrap_or_default()));
        cells
    }
}

/// In the order of [`SINGLE`].
fn single(fields: &ContactFields) -> [Option<&str>; SINGLE.len()] {
    [
        fields.full_name.as_deref(),
        fields.first_name.as_deref(),
        fields.last_name.as_deref(),
        fields.title.as_deref(),
        fields.seniority.map(Seniority::as_str),
        fields.department.map(Department::as_str),
        fields.company.as_deref(),
        fields.company_domain.as_ref().map(domain::value::DomainName::as_str),
        fields.industry.as_deref(),
        fields.company_size.as_deref(),
        fields.street.as_deref(),
        fields.city.as_deref(),
        fields.region.as_deref(),
        fields.postal_code.as_deref(),
        fields.country.as_ref().map(domain::value::Country::as_str),
        fields.website.as_ref().map(domain::value::Website::as_str),
        fields.linkedin_url.as_ref().map(domain::value::LinkedIn::as_str),
        fields.notes.as_deref(),
        fields.external_id.as_deref(),
    ]
}

/// Adds `room` pairs of label and value.
fn push_pairs<'a>(
    cells: &mut Vec<String>,
    room: usize,
    values: impl Iterator<Item = (&'static str, &'a str)>,
) {
    let end = cells.len() + room * 2;
    for (label, value) in values {
        if cells.len() < end {
            cells.extend([label.to_owned(), value.to_owned()]);
        } else if let (true, Some(last)) = (room > 0, cells.last_mut()) {
            last.push_str(SEPARATOR);
            last.push_str(value);
        }
    }
    cells.resize(end, String::new());
}
