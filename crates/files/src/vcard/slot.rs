//! The columns that a file of cards has.

/// A place for one value of a card, in the order of the columns.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Slot {
    /// One of [`SINGLE`], by its place.
    Single(usize),
    Email(u16, Pair),
    Phone(u16, Pair),
    Address(u16, Part),
    Website(u16),
    Custom(String),
}

/// What an address or number is for, and it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Pair {
    Label,
    Value,
}

/// A part of a postal address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    Street,
    City,
    Region,
    PostalCode,
    Country,
}

/// Columns of one value, under names that the mapping knows, or knows to be no field.
const SINGLE: [&str; 22] = [
    "Full Name",
    "First Name",
    "Middle Name",
    "Last Name",
    "Name Prefix",
    "Name Suffix",
    "Nickname",
    "Company",
    "Department",
    "Job Title",
    "Role",
    "Seniority",
    "Industry",
    "Company Size",
    "Company Domain",
    "LinkedIn URL",
    "Birthday",
    "Address Label",
    "Tags",
    "Notes",
    "External ID",
    "Phonetic Name",
];

impl Slot {
    /// The column of one value with this name.
    pub(super) fn single(name: &str) -> Self {
        Self::Single(SINGLE.iter().position(|&known| known == name).unwrap_or(SINGLE.len() - 1))
    }

    /// The name of the column. Pairs are named as Google names them, so that the mapping reads each
    /// value by its label.
    pub(crate) fn header(&self) -> String {
        let pair = |name, number: &u16, part: &Pair| match part {
            Pair::Label => format!("{name} {number} - Label"),
            Pair::Value => format!("{name} {number} - Value"),
        };
        match self {
            Self::Single(at) => SINGLE.get(*at).copied().unwrap_or_default().to_owned(),
            Self::Email(number, part) => pair("E-mail", number, part),
            Self::Phone(number, part) => pair("Phone", number, part),
            Self::Address(number, part) => {
                let part = match part {
                    Part::Street => "Street",
                    Part::City => "City",
                    Part::Region => "Region",
                    Part::PostalCode => "Postal Code",
                    Part::Country => "Country",
                };
                if *number == 1 { part.to_owned() } else { format!("Address {number} - {part}") }
            }
            Self::Website(1) => "Website".to_owned(),
            Self::Website(number) => format!("Website {number}"),
            Self::Custom(name) => format!("custom:{name}"),
        }
    }
}
