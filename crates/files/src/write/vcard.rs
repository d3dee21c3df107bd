//! vCard 4.0 (RFC 6350).

use domain::contact::{ContactFields, Department, EmailKind, PhoneKind, Seniority};

/// Bytes of a line, at most, without its end (RFC 6350, 3.2).
const LINE_MAX: usize = 75;

/// A card. What version 4.0 has no property for stands in `X-` properties.
pub(super) fn card(fields: &ContactFields) -> Vec<u8> {
    let mut card = Card(String::new());
    card.line("BEGIN:VCARD");
    card.line("VERSION:4.0");
    if fields.full_name.is_none() && fields.company.is_some() {
        card.line("KIND:org");
    }
    // Every card must have a name; what stands for one is told when it is read.
    card.text("FN", Some(fields.display_name()));
    if fields.first_name.is_some() || fields.last_name.is_some() {
        let part = |text: &Option<String>| escaped(text.as_deref().unwrap_or_default());
        card.line(&format!("N:{};{};;;", part(&fields.last_name), part(&fields.first_name)));
    }
    if let Some(company) = &fields.company {
        card.line(&format!("ORG:{}", escaped(company)));
    }
    card.text("TITLE", fields.title.as_deref());
    card.text("X-SENIORITY", fields.seniority.map(Seniority::as_str));
    card.text("X-DEPARTMENT", fields.department.map(Department::as_str));
    card.text("X-INDUSTRY", fields.industry.as_deref());
    card.text("X-COMPANY-SIZE", fields.company_size.as_deref());
    let domain = fields.company_domain.as_ref();
    card.text("X-COMPANY-DOMAIN", domain.map(domain::value::DomainName::as_str));
    for email in &fields.emails {
        let kind = match email.kind {
            EmailKind::Work => "work",
            EmailKind::Personal => "home",
            EmailKind::Other => "x-other",
        };
        card.text(&format!("EMAIL;TYPE={kind}"), Some(email.value.as_str()));
    }
    for phone in &fields.phones {
        let kind = match phone.kind {
            PhoneKind::Work => "work",
            PhoneKind::Mobile => "cell",
            PhoneKind::Home => "home",
            PhoneKind::Fax => "fax",
            PhoneKind::Other => "x-other",
        };
        card.text(&format!("TEL;TYPE={kind}"), Some(phone.value.as_str()));
    }
    card.address(fields);
    card.text("URL", fields.website.as_ref().map(domain::value::Website::as_str));
    let profile = fields.linkedin_url.as_ref().map(domain::value::LinkedIn::as_str);
    card.text("URL;TYPE=x-linkedin", profile);
    if !fields.tags.is_empty() {
        let tags: Vec<String> = fields.tags.iter().map(|tag| escaped(tag)).collect();
        card.line(&format!("CATEGORIES:{}", tags.join(",")));
    }
    card.text("NOTE", fields.notes.as_deref());
    card.text("UID", fields.external_id.as_deref());
    for (name, value) in &fields.custom {
        card.text(&format!("X-CONTACT-FIELD;NAME=\"{}\"", quoted(name)), Some(value));
    }
    card.line("END:VCARD");
    card.0.into_bytes()
}

struct Card(String);

impl Card {
    /// A property with a value, if there is one.
    fn text(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.line(&format!("{name}:{}", escaped(value)));
        }
    }

    fn address(&mut self, fields: &ContactFields) {
        let country = fields.country.as_ref().map(domain::value::Country::as_str);
        let parts = [
            fields.street.as_deref(),
            fields.city.as_deref(),
            fields.region.as_deref(),
            fields.postal_code.as_deref(),
            country,
        ];
        if parts.iter().any(Option::is_some) {
            let parts = parts.map(|part| escaped(part.unwrap_or_default()));
            self.line(&format!("ADR;TYPE=work:;;{}", parts.join(";")));
        }
    }

    /// A line, folded between letters.
    fn line(&mut self, text: &str) {
        let mut length = 0;
        for letter in text.chars() {
            if length + letter.len_utf8() > LINE_MAX {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(letter);
            length += letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' => out.push_str("\\n"),
            '\r' => {}
            '\\' | ',' | ';' => out.extend(['\\', letter]),
            _ => out.push(letter),
        }
    }
    out
}

/// The value of a parameter (RFC 6868).
fn quoted(text: &str) -> String {
    text.replace('^', "^^").replace('"', "^'")
}
