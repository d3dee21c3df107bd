//! What follows from other fields of a contact.

use super::fields::ContactFields;
use super::name::split_name;
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
        let (first_name, last_name) = parts(fields);
        Self { first_name, last_name, ..Self::beside_parts(fields) }
    }

    fn beside_parts(fields: &ContactFields) -> Self {
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
    let derived = Derived::beside_parts(fields);
    macro_rules! fill {
        ($($field:ident)*) => {
            $(if fields.$field.is_none() { fields.$field = derived.$field; })*
        };
    }
    fill!(full_name seniority department company_domain);
}

/// Fills given and family name from the full name, where both are missing.
pub(super) fn complete_parts(fields: &mut ContactFields) {
    if fields.first_name.is_none() && fields.last_name.is_none() {
        (fields.first_name, fields.last_name) = parts(fields);
    }
}

fn parts(fields: &ContactFields) -> (Option<String>, Option<String>) {
    fields.full_name.as_deref().and_then(split_name).unzip()
}

fn joined(first: Option<&str>, last: Option<&str>) -> Option<String> {
    let name = line(&[first, last].into_iter().flatten().collect::<Vec<_>>().join(" "));
    (!name.is_empty()).then_some(name)
}

/// Hosts of private mailboxes, under which no company is found; sorted.
const WEBMAIL: &str = include_str!("webmail.txt");

fn is_webmail(domain: &str) -> bool {
    WEBMAIL.lines().any(|host| host == domain)
}

/// Sites that host the pages of many, under which no company is found either.
const SITES: &[&str] = &[
    "facebook.com",
    "google.com",
    "instagram.com",
    "linkedin.com",
    "t.me",
    "twitter.com",
    "wa.me",
    "x.com",
    "xing.com",
    "youtube.com",
    "linktr.ee",
    "bit.ly",
];

fn domain(fields: &ContactFields) -> Option<DomainName> {
    let site = fields.website.as_ref().and_then(Website::domain);
    let site = site.and_then(|host| host.registered());
    site.filter(|domain| !SITES.contains(&domain.as_str())).or_else(|| {
        let mails = fields.emails.iter().map(|email| email.value.domain());
        let own = mails.filter_map(|host| DomainName::parse(host).ok()?.registered());
        own.into_iter().find(|domain| !is_webmail(domain.as_str()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contact::{ContactInput, EmailInput};

    #[test]
    fn the_list_of_hosts_is_sorted() {
        let hosts: Vec<&str> = WEBMAIL.lines().collect();
        assert!(hosts.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    #[cfg(feature = "reference")]
    fn a_company_is_found_under_its_own_domain() {
        for (website, emails, domain) in [
            ("https://shop.acme.co.uk/x", &[][..], Some("acme.co.uk")),
            ("", &["ada@mail.engine.example"], Some("mail.engine.example")),
            ("", &["ada@eu.acme.com"], Some("acme.com")),
            ("", &["ada@gmail.com"], None),
            ("", &["ada@gmail.com", "ada@acme.de"], Some("acme.de")),
            ("https://linkedin.com/company/acme", &["ada@acme.de"], Some("acme.de")),
            ("https://co.uk", &[], None),
        ] {
            let email =
                |value: &&str| EmailInput { value: (*value).into(), ..EmailInput::default() };
            let fields = ContactInput {
                company: Some("Acme".into()),
                website: (!website.is_empty()).then(|| website.into()),
                emails: emails.iter().map(email).collect(),
                ..ContactInput::default()
            };
            let found = fields.parse().unwrap().company_domain;
            assert_eq!(found.as_ref().map(DomainName::as_str), domain, "{website} {emails:?}");
        }
    }
}
