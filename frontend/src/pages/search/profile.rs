use domain::contact::{
    Contact, ContactFields, Department, EmailKind, Origin, PhoneKind, Seniority,
};
use leptos::prelude::*;

use crate::format;
use crate::ui::{Avatar, Badge, Glyph, Icon, Notice, Tone};

/// All that is known of a contact, in groups; groups without anything are left out.
#[component]
pub(super) fn Profile(contact: Contact) -> impl IntoView {
    let fields = contact.fields.clone();
    let name = fields.display_name().to_owned();
    let work = [fields.title.as_deref(), fields.company.as_deref()];
    let work = work.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let tags = fields.tags.clone();
    view! {
        <div class="profile-head">
            <Avatar name=name.clone() large=true />
            <div class="lines">
                <h2>{name}</h2>
                <p class="second">{work}</p>
            </div>
        </div>
        {hidden_notice(&contact)}
        {reach(&fields)}
        {group("Work", work_rows(&fields))}
        {group("Place", place_rows(&fields))}
        {(!tags.is_empty()).then(|| tag_group(tags))}
        {fields.notes.clone().map(notes_group)}
        {group("More", fields.custom.clone().into_iter().chain(external(&fields)).collect())}
        {record(&contact)}
    }
}

type Row = (String, String);

fn hidden_notice(contact: &Contact) -> Option<impl IntoView + use<>> {
    contact.hidden.filter(|hidden| hidden.emails + hidden.phones > 0).map(|hidden| {
        let emails = format::counted(hidden.emails.into(), "e-mail");
        let phones = format::counted(hidden.phones.into(), "phone number");
        let text = "Addresses in the directory are shown once a contact is saved to a workspace.";
        view! { <Notice tone=Tone::Accent title=format!("{emails}, {phones}") text /> }
    })
}

/// The ways to get in touch, as links.
fn reach(fields: &ContactFields) -> impl IntoView + use<> {
    let link = |glyph: Glyph, href: String, text: String, kind: &'static str| {
        let outside = href.starts_with("http");
        view! {
            <li>
                <Icon glyph />
                <a href=href target=outside.then_some("_blank") rel=outside.then_some("noopener noreferrer")>
                    {text}
                </a>
                {(!kind.is_empty()).then(|| view! { <span class="second">{kind}</span> })}
            </li>
        }
    };
    let mut links = Vec::new();
    for email in &fields.emails {
        let text = email.value.to_string();
        links.push(link(Glyph::Mail, format!("mailto:{text}"), text, email_kind(email.kind)));
    }
    for phone in &fields.phones {
        let text = phone.value.to_string();
        links.push(link(
            Glyph::Phone,
            format!("tel:{}", dialled(&text)),
            text,
            phone_kind(phone.kind),
        ));
    }
    if let Some(url) = &fields.website {
        links.push(link(Glyph::Globe, url.to_string(), bare(url.as_str()), ""));
    }
    if let Some(url) = &fields.linkedin_url {
        links.push(link(Glyph::Link, url.to_string(), bare(url.as_str()), ""));
    }
    (!links.is_empty()).then(|| view! { <ul class="reach" aria-label="Get in touch">{links}</ul> })
}

fn work_rows(fields: &ContactFields) -> Vec<Row> {
    rows([
        ("Job title", fields.title.clone()),
        ("Seniority", fields.seniority.map(|s: Seniority| s.label().to_owned())),
        ("Department", fields.department.map(|d: Department| d.label().to_owned())),
        ("Company", fields.company.clone()),
        ("Industry", fields.industry.clone()),
        ("Company size", fields.company_size.clone()),
        ("Domain", fields.company_domain.clone().map(String::from)),
    ])
}

fn place_rows(fields: &ContactFields) -> Vec<Row> {
    let city = [fields.postal_code.clone(), fields.city.clone()];
    let city = city.into_iter().flatten().collect::<Vec<_>>().join(" ");
    rows([
        ("Street", fields.street.clone()),
        ("City", (!city.is_empty()).then_some(city)),
        ("Region", fields.region.clone()),
        ("Country", fields.country.as_ref().map(|country| country.name().to_owned())),
    ])
}

fn external(fields: &ContactFields) -> Vec<Row> {
    rows([("External id", fields.external_id.clone())])
}

fn rows<const N: usize>(rows: [(&str, Option<String>); N]) -> Vec<Row> {
    rows.into_iter().filter_map(|(label, value)| Some((label.to_owned(), value?))).collect()
}

fn group(title: &'static str, rows: Vec<Row>) -> Option<impl IntoView> {
    (!rows.is_empty()).then(|| {
        let row = |(label, value): Row| view! { <div><dt>{label}</dt><dd>{value}</dd></div> };
        view! {
            <section class="profile-group">
                <h3>{title}</h3>
                <dl>{rows.into_iter().map(row).collect_view()}</dl>
            </section>
        }
    })
}

fn tag_group(tags: Vec<String>) -> impl IntoView {
    let badges = tags.into_iter().map(|text| view! { <Badge text tone=Tone::Accent /> });
    view! {
        <section class="profile-group">
            <h3>"Tags"</h3>
            <p class="badges">{badges.collect_view()}</p>
        </section>
    }
}

fn notes_group(notes: String) -> impl IntoView {
    view! {
        <section class="profile-group">
            <h3>"Notes"</h3>
            <p class="notes">{notes}</p>
        </section>
    }
}

/// Where the record comes from, and how old it is.
fn record(contact: &Contact) -> impl IntoView + use<> {
    let source = match contact.source {
        Origin::Created => "Created by hand",
        Origin::Import => "Imported from a file",
        Origin::Directory => "Saved from the directory",
        Origin::Sample => "Sample data",
    };
    let verified = contact.verified_at.map(format::day);
    let updated = format::ago(contact.updated_at, format::now());
    let percent = contact.completeness;
    view! {
        <p class="record">
            {source} " · updated " {updated} " · " {format!("{percent} % complete")}
            {verified.map(|day| format!(" · verified {day}"))}
        </p>
    }
}

fn bare(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.trim_start_matches("www.").trim_end_matches('/').to_owned()
}

fn dialled(phone: &str) -> String {
    let number = phone.split(" x").next().unwrap_or_default();
    number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
}

const fn email_kind(kind: EmailKind) -> &'static str {
    match kind {
        EmailKind::Work => "work",
        EmailKind::Personal => "personal",
        EmailKind::Other => "",
    }
}

const fn phone_kind(kind: PhoneKind) -> &'static str {
    match kind {
        PhoneKind::Work => "work",
        PhoneKind::Mobile => "mobile",
        PhoneKind::Home => "home",
        PhoneKind::Fax => "fax",
        PhoneKind::Other => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_shown_short_and_dialled_plain() {
        assert_eq!(bare("https://www.linkedin.com/in/ada"), "linkedin.com/in/ada");
        assert_eq!(bare("https://example.com/"), "example.com");
        assert_eq!(dialled("(415) 555-0123 x77"), "4155550123");
        assert_eq!(dialled("+442079460000"), "+442079460000");
    }
}
