//! One contact: a person, a post, and the gaps that real records have.

use domain::contact::{ContactInput, EmailInput, EmailKind, PhoneInput, PhoneKind};

use crate::companies::Company;
use crate::names::Names;
use crate::places::City;
use crate::rng::Rng;
use crate::titles;

const TAGS: &[&str] = &[
    "Prospect",
    "Newsletter",
    "Customer",
    "Trade fair",
    "Webinar",
    "Partner",
    "Supplier",
    "Key account",
    "Press",
    "Speaker",
    "Former customer",
    "Do not call",
];

/// A contact at a company. Each gap below is a share in percent.
pub(crate) fn compose(rng: &mut Rng, names: &Names, company: &mut Company) -> ContactInput {
    let locale = company.country.locale(rng);
    let name = names.draw(rng, locale);
    let mailbox = company.claim_mailbox(&name.mailbox);
    let city = if rng.chance(75) { company.city } else { rng.pick_leading(company.country.cities) };
    let mut contact = ContactInput {
        full_name: name.full,
        linkedin_url: rng.chance(45).then(|| linkedin(&mailbox, company)),
        emails: emails(rng, &mailbox, company),
        phones: phones(rng, city, company),
        first_name: Some(name.given),
        last_name: Some(name.family),
        company: Some(company.name.clone()),
        company_domain: Some(company.domain.clone()),
        website: rng.chance(80).then(|| format!("https://www.{}", company.domain)),
        industry: rng.chance(90).then(|| company.industry.to_owned()),
        company_size: rng.chance(85).then(|| company.size.to_owned()),
        country: rng.chance(97).then(|| company.country.name.to_owned()),
        tags: tags(rng),
        ..ContactInput::default()
    };
    if rng.chance(94) {
        let language = company.country.language_of(locale);
        contact.title = Some(titles::draw(rng, language, company.is_small()));
    }
    if rng.chance(92) {
        contact.city = Some(city.name.to_owned());
        contact.region = rng.chance(80).then(|| city.region.to_owned());
        contact.postal_code = rng.chance(60).then(|| rng.fill(city.postal_code));
        contact.street = rng.chance(35).then(|| {
            let pattern = *rng.pick(company.country.streets);
            rng.fill(pattern)
        });
    }
    contact
}

/// Made of the mailbox and the company, so that no two contacts share one.
fn linkedin(mailbox: &str, company: &Company) -> String {
    let slug = format!("{mailbox}-{}", company.domain).replace('.', "-");
    format!("https://www.linkedin.com/in/{slug}-sample")
}

fn emails(rng: &mut Rng, mailbox: &str, company: &Company) -> Vec<EmailInput> {
    if rng.chance(8) {
        return Vec::new();
    }
    let work = format!("{mailbox}@{}", company.domain);
    let mut emails = vec![EmailInput { value: work, kind: EmailKind::Work }];
    if rng.chance(5) {
        let other = format!("{mailbox}@mail.{}", company.domain);
        emails.push(EmailInput { value: other, kind: EmailKind::Other });
    }
    emails
}

fn phones(rng: &mut Rng, city: &City, company: &Company) -> Vec<PhoneInput> {
    let mut phones = Vec::new();
    if rng.chance(20) {
        return phones;
    }
    let mobile = if rng.chance(30) { company.country.mobile(rng) } else { None };
    if mobile.is_none() || rng.chance(70) {
        phones.push(PhoneInput { value: city.landline(rng), kind: PhoneKind::Work });
    }
    phones.extend(mobile.map(|value| PhoneInput { value, kind: PhoneKind::Mobile }));
    phones
}

fn tags(rng: &mut Rng) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    if rng.chance(35) {
        for _ in 0..=rng.below(3) {
            let tag = *rng.pick_leading(TAGS);
            if !tags.iter().any(|known| known == tag) {
                tags.push(tag.to_owned());
            }
        }
    }
    tags
}
