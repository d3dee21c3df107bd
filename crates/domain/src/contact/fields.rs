use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Department, Seniority};
use crate::value::{Country, DomainName, Email, LinkedIn, Phone, Website};

/// The parsed fields of a contact. Empty fields are null, never an empty text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct ContactFields {
    /// The whole name as it is shown.
    pub full_name: Option<String>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    /// Job title.
    pub title: Option<String>,
    /// Derived from the title unless given.
    pub seniority: Option<Seniority>,
    /// Derived from the title unless given.
    pub department: Option<Department>,
    /// The company or body that the person works for.
    pub company: Option<String>,
    pub company_domain: Option<DomainName>,
    pub industry: Option<String>,
    /// A band of employees such as `51-200`.
    pub company_size: Option<String>,
    /// The first is the main one.
    pub emails: Vec<ContactEmail>,
    /// The first is the main one.
    pub phones: Vec<ContactPhone>,
    pub street: Option<String>,
    pub city: Option<String>,
    pub region: Option<String>,
    pub postal_code: Option<String>,
    pub country: Option<Country>,
    pub website: Option<Website>,
    pub linkedin_url: Option<LinkedIn>,
    pub tags: Vec<String>,
    pub notes: Option<String>,
    /// The record's number in the system it came from.
    pub external_id: Option<String>,
    /// Fields of the organization's own, by name.
    pub custom: BTreeMap<String, String>,
}

impl ContactFields {
    /// The words a list shows for this contact: the name, or else the company, or else an
    /// address. Parsing makes sure that one of them is there.
    pub fn display_name(&self) -> &str {
        self.full_name
            .as_deref()
            .or(self.company.as_deref())
            .or_else(|| self.emails.first().map(|email| email.value.as_str()))
            .or_else(|| self.phones.first().map(|phone| phone.value.as_str()))
            .unwrap_or_default()
    }

    /// How much is known, in percent: one share for each of twelve fields that work asks for.
    pub fn completeness(&self) -> u8 {
        let known = [
            self.full_name.is_some(),
            self.title.is_some(),
            self.seniority.is_some(),
            self.department.is_some(),
            self.company.is_some(),
            self.company_domain.is_some(),
            self.industry.is_some(),
            !self.emails.is_empty(),
            !self.phones.is_empty(),
            self.city.is_some(),
            self.country.is_some(),
            self.linkedin_url.is_some(),
        ];
        let share = known.iter().filter(|&&known| known).count() * 100 / known.len();
        u8::try_from(share).unwrap_or(100)
    }
}

/// An e-mail address of a contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContactEmail {
    pub value: Email,
    #[serde(default)]
    pub kind: EmailKind,
}

/// What an address is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EmailKind {
    #[default]
    Work,
    Personal,
    Other,
}

/// A phone number of a contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContactPhone {
    pub value: Phone,
    #[serde(default)]
    pub kind: PhoneKind,
}

/// What a number is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PhoneKind {
    #[default]
    Work,
    Mobile,
    Home,
    Fax,
    Other,
}
