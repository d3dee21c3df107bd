//! A card as the cells of a row.

use super::property::Property;
use super::slot::{Pair, Slot};
use super::{address, kind};
use crate::tags::joined;

/// Values of a list that get columns of their own; the limit of a contact.
pub(super) const LIST_MAX: u16 = 50;
/// Between values of one cell; the mapping divides at it.
const SEPARATOR: &str = " ::: ";

/// The values of a card. None has a place twice.
pub(super) fn values(properties: &[Property]) -> Vec<(Slot, String)> {
    let card = Card { properties };
    let mut out = card.names();
    out.extend(card.work());
    let emails = card.ranked(is_email);
    out.extend(pairs(&emails, Slot::Email, |property| {
        (kind::of_email(property, card.label(property).as_deref()), without(property, "mailto:"))
    }));
    let phones = card.ranked(|property| property.name == "TEL" && !is_email(property));
    out.extend(pairs(&phones, Slot::Phone, |property| {
        (kind::of_phone(property, card.label(property).as_deref()), number(property))
    }));
    out.extend(address::ordered(card.all("ADR").collect()));
    out.extend(card.web());
    out.extend(card.rest());
    out.retain(|(_, text)| !text.is_empty());
    out
}

/// An address; some pagers are reached by one.
fn is_email(property: &Property) -> bool {
    property.name == "EMAIL" || property.name == "TEL" && property.text.contains('@')
}

/// The value without the scheme of a URI.
fn without(property: &Property, scheme: &str) -> String {
    let text = property.whole();
    match text.get(..scheme.len()) {
        Some(start) if start.eq_ignore_ascii_case(scheme) => text[scheme.len()..].to_owned(),
        _ => text,
    }
}

/// A number, which version 4.0 may write as a URI with an extension (RFC 3966).
fn number(property: &Property) -> String {
    without(property, "tel:").replace(";ext=", " x")
}

/// Numbered pairs of label and value; equal values stand once.
fn pairs(
    properties: &[&Property],
    slot: fn(u16, Pair) -> Slot,
    of: impl Fn(&Property) -> (String, String),
) -> Vec<(Slot, String)> {
    let mut seen: Vec<(String, String)> = Vec::new();
    for (label, value) in properties.iter().map(|property| of(property)) {
        if value.is_empty() || seen.iter().any(|(_, known)| *known == value) {
            continue;
        }
        let full = seen.len() >= usize::from(LIST_MAX);
        match seen.last_mut() {
            Some((_, last)) if full => {
                last.push_str(SEPARATOR);
                last.push_str(&value);
            }
            _ => seen.push((label, value)),
        }
    }
    let numbered = (1..=LIST_MAX).zip(seen);
    numbered
        .flat_map(|(number, (label, value))| {
            [(slot(number, Pair::Label), label), (slot(number, Pair::Value), value)]
        })
        .collect()
}

struct Card<'a> {
    properties: &'a [Property],
}

impl<'a> Card<'a> {
    fn all(&self, name: &'static str) -> impl Iterator<Item = &'a Property> + use<'a> {
        self.properties.iter().filter(move |property| property.name == name)
    }

    /// Those of a kind, the preferred ones first.
    fn ranked(&self, is_of: impl Fn(&Property) -> bool) -> Vec<&'a Property> {
        let mut found: Vec<&Property> =
            self.properties.iter().filter(|property| is_of(property)).collect();
        found.sort_by_key(|property| property.rank());
        found
    }

    /// The preferred one of a name.
    fn first(&self, name: &'static str) -> Option<&'a Property> {
        self.all(name)
            .filter(|property| !property.text.is_empty())
            .min_by_key(|property| property.rank())
    }

    /// The label of the group that a property is in.
    fn label(&self, property: &Property) -> Option<String> {
        let same = |label: &&Property| !label.group.is_empty() && label.group == property.group;
        self.all("X-ABLABEL").find(same).map(|label| kind::plain(&label.whole()))
    }

    /// The name of the person. That of an organisation, an address or a number under `FN` is none: the
    /// property must not be empty, so cards without a name have something else there.
    fn names(&self) -> Vec<(Slot, String)> {
        let text = |property: Option<&Property>| property.map(Property::whole).unwrap_or_default();
        let parts = self.first("N").map(|name| name.parts(';')).unwrap_or_default();
        let full = text(self.first("FN"));
        let of_body = self.all("KIND").any(|kind| kind.text.eq_ignore_ascii_case("org"))
            || self.all("X-ABSHOWAS").any(|kind| kind.text.eq_ignore_ascii_case("company"));
        let reached = |property: &Property| {
            matches!(property.name.as_str(), "EMAIL" | "TEL")
                && [property.whole(), number(property), without(property, "mailto:")]
                    .contains(&full)
        };
        let unnamed = parts.iter().all(String::is_empty);
        let is_company = unnamed && self.company() == full;
        let none = of_body || is_company || unnamed && self.properties.iter().any(reached);
        let columns = ["Last Name", "First Name", "Middle Name", "Name Prefix", "Name Suffix"];
        let mut out: Vec<(Slot, String)> =
            columns.into_iter().map(Slot::single).zip(parts).collect();
        if !none {
            out.push((Slot::single("Full Name"), full));
        }
        for (column, name) in
            [("Nickname", "NICKNAME"), ("Phonetic Name", "SOUND"), ("Birthday", "BDAY")]
        {
            out.push((Slot::single(column), text(self.first(name))));
        }
        out
    }

    fn company(&self) -> String {
        let org = self.first("ORG").and_then(|org| org.parts(';').into_iter().next());
        let of_body = self.all("KIND").any(|kind| kind.text.eq_ignore_ascii_case("org"));
        match org {
            Some(org) if !org.is_empty() => org,
            _ if of_body => self.first("FN").map(Property::whole).unwrap_or_default(),
            _ => String::new(),
        }
    }

    fn work(&self) -> Vec<(Slot, String)> {
        let unit = self.first("ORG").map(|org| org.parts(';').split_off(1)).unwrap_or_default();
        let unit: Vec<String> = unit.into_iter().filter(|text| !text.is_empty()).collect();
        let text = |name| self.first(name).map(Property::whole).unwrap_or_default();
        let department = match text("X-DEPARTMENT") {
            given if given.is_empty() => unit.join(", "),
            given => given,
        };
        vec![
            (Slot::single("Company"), self.company()),
            (Slot::single("Department"), department),
            (Slot::single("Job Title"), text("TITLE")),
            (Slot::single("Role"), text("ROLE")),
            (Slot::single("Seniority"), text("X-SENIORITY")),
            (Slot::single("Industry"), text("X-INDUSTRY")),
            (Slot::single("Company Size"), text("X-COMPANY-SIZE")),
            (Slot::single("Company Domain"), text("X-COMPANY-DOMAIN")),
        ]
    }

    /// Web addresses; one of a profile is known by its text, wherever it stands.
    fn web(&self) -> Vec<(Slot, String)> {
        let urls = self.ranked(|property| {
            matches!(
                property.name.as_str(),
                "URL" | "X-SOCIALPROFILE" | "SOCIALPROFILE" | "X-LINKEDIN"
            )
        });
        let is_profile = |text: &String| text.to_lowercase().contains("linkedin.com/in");
        let texts: Vec<(&Property, String)> =
            urls.into_iter().map(|url| (url, url.whole())).collect();
        let profile = texts.iter().find(|(_, text)| is_profile(text)).map(|(_, text)| text.clone());
        let sites = texts.into_iter().filter(|(url, text)| url.name == "URL" && !is_profile(text));
        let numbered = (1..=LIST_MAX).zip(sites);
        let profile = profile.map(|text| (Slot::single("LinkedIn URL"), text));
        numbered.map(|(number, (_, text))| (Slot::Website(number), text)).chain(profile).collect()
    }

    fn rest(&self) -> Vec<(Slot, String)> {
        let notes: Vec<String> = self.all("NOTE").map(Property::whole).collect();
        let tags: Vec<String> = self.all("CATEGORIES").flat_map(|tags| tags.parts(',')).collect();
        let text = |name| self.first(name).map(Property::whole).unwrap_or_default();
        let mut out = vec![
            (Slot::single("Notes"), notes.join("\n")),
            (Slot::single("Tags"), joined(&tags)),
            (Slot::single("External ID"), text("UID")),
            (Slot::single("Address Label"), text("LABEL")),
        ];
        for field in self.all("X-CONTACT-FIELD") {
            let name = field.parameter("NAME").map(unquoted_name).unwrap_or_default();
            let slot = Slot::Custom(domain::value::line(&name));
            if !name.is_empty() && !out.iter().any(|(known, _)| *known == slot) {
                out.push((slot, field.whole()));
            }
        }
        out
    }
}

/// A parameter's value may hold what would end it (RFC 6868).
fn unquoted_name(text: &str) -> String {
    text.replace("^n", " ").replace("^'", "\"").replace("^^", "^")
}
