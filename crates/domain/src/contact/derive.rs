//! What follows from other fields of a contact.

use super::fields::ContactFields;
use super::{Department, Seniority};
use crate::value::{DomainName, Website, line};

/// What the other fields of a record tell of those that may be missing. A value that equals it
/// may have been derived; one that differs was set.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Derived {
    pub(super) full_name: Option<String>,
    pub(super) first_name: Option<String>,
    pub(super) last_name: Option<String>,
    pub(super) seniority: Option<Seniority>,
    pub(super) department: Option<Department>,
    pub(super) company_domain: Option<DomainName>,
}

impl Derived {
    pub(super) fn of(fields: &ContactFields) -> Self {
        let title = fields.title.as_deref();
        Self {
            full_name: joined(fields.first_name.as_deref(), fields.last_name.as_deref()),
            first_name: None,
            last_name: None,
            seniority: title.and_then(Seniority::of_title),
            department: title.and_then(Department::of_title),
            company_domain: domain(fields),
        }
    }
}

/// Fills what is missing and follows from other fields.
pub(super) fn complete(fields: &mut ContactFields) {
    let derived = Derived::of(fields);
    macro_rules! fill {
        ($($field:ident)*) => {
            $(if fields.$field.is_none() { fields.$field = derived.$field; })*
        };
    }
    fill!(full_name first_name last_name seniority department company_domain);
}

fn joined(first: Option<&str>, last: Option<&str>) -> Option<String> {
    let name = line(&[first, last].into_iter().flatten().collect::<Vec<_>>().join(" "));
    (!name.is_empty()).then_some(name)
}

/// Webmail hosts, under which no company is found.
const WEBMAIL: &[&str] = &[
    "aol.com",
    "gmail.com",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hotmail.com",
    "icloud.com",
    "live.com",
    "mail.ru",
    "me.com",
    "outlook.com",
    "proton.me",
    "protonmail.com",
    "qq.com",
    "t-online.de",
    "web.de",
    "yahoo.co.jp",
    "yahoo.com",
    "yandex.ru",
];

fn domain(fields: &ContactFields) -> Option<DomainName> {
    let from_site = fields.website.as_ref().and_then(Website::domain);
    from_site.or_else(|| {
        let domain = fields.emails.first()?.value.domain();
        if WEBMAIL.contains(&domain) { None } else { DomainName::parse(domain).ok() }
    })
}
