use std::sync::Arc;

use domain::ContactId;
use domain::contact::{Contact, Seniority};
use domain::search::{Hit, Why};
use leptos::prelude::*;

use super::finder::Finder;
use super::highlight::{self, Part};
use super::labels;
use super::layout::Column;
use crate::format;
use crate::router::Place;
use crate::ui::{Avatar, Badge, Glyph, Icon};

/// The cells of a row: bones while it is on its way.
pub(super) fn cells(row: usize) -> AnyView {
    let finder = Finder::of_page();
    let hit = Memo::new(move |_| finder.hit(row));
    let columns = Memo::new(move |_| finder.layout.with(|layout| layout.columns.clone()));
    let cells = move || match hit.get() {
        Some(hit) => loaded(row, &hit, &columns.get()),
        None => bones(columns.with(Vec::len)),
    };
    cells.into_any()
}

fn bones(columns: usize) -> AnyView {
    let bone = |_| view! { <div class="cell" role="gridcell"><span class="bone"></span></div> };
    view! {
        <div class="cell person" role="gridcell">
            <span class="bone round"></span>
            <span class="bone"></span>
            <span class="unseen">"Loading…"</span>
        </div>
        {(0..columns).map(bone).collect_view()}
    }
    .into_any()
}

fn loaded(row: usize, hit: &Arc<Hit>, columns: &[Column]) -> AnyView {
    let (fields, why) = (&hit.contact.fields, hit.why.as_slice());
    let name = fields.display_name().to_owned();
    let title = fields.title.as_deref().unwrap_or_default();
    view! {
        <div class="cell person" role="gridcell">
            {pick((row, hit.contact.id), &name)}
            <Avatar name=name.clone() />
            <div class="lines">
                {name_link(&hit.contact, &name, why)}
                <span class="second">{text(title, why, &["title"])}</span>
            </div>
        </div>
        {columns.iter().map(|column| cell(*column, hit)).collect_view()}
    }
    .into_any()
}

fn cell(column: Column, hit: &Arc<Hit>) -> impl IntoView + use<> {
    let lines = if column == Column::Match {
        view! { {badges(&hit.contact)} {explanation(&hit.why)} }.into_any()
    } else {
        let (first, second) = words(column, hit);
        view! {
            <span class="first">{first}</span>
            <span class="second">{second}</span>
        }
        .into_any()
    };
    view! {
        <div class=format!("cell {}", column.as_str()) role="gridcell">
            <div class="lines">{lines}</div>
        </div>
    }
}

/// The upper and the lower line of a column.
fn words(column: Column, hit: &Hit) -> (AnyView, Option<String>) {
    let (fields, why) = (&hit.contact.fields, hit.why.as_slice());
    let ago = |moment| format::ago(moment, format::now()).into_any();
    let email = || fields.emails.first().map(|email| email.value.to_string());
    let phone = || fields.phones.first().map(|phone| phone.value.to_string());
    match column {
        Column::Company => {
            let company = fields.company.as_deref().unwrap_or_default();
            let domain = || fields.company_domain.clone().map(String::from);
            let company = text(company, why, &["company"]).into_any();
            (company, fields.industry.clone().or_else(domain))
        }
        Column::Place => {
            let city = fields.city.as_deref().unwrap_or_default();
            let country = fields.country.as_ref().map(|country| country.name().to_owned());
            (text(city, why, &["city"]).into_any(), country)
        }
        Column::Email => (email().unwrap_or_default().into_any(), None),
        Column::Phone => (phone().unwrap_or_default().into_any(), None),
        Column::Changed => (ago(hit.contact.updated_at), None),
        Column::Verified => (hit.contact.verified_at.map(ago).into_any(), None),
        Column::Match => (().into_any(), None),
    }
}

/// The keyboard picks with x; the box is for the pointer.
fn pick((row, id): (usize, ContactId), name: &str) -> impl IntoView + use<> {
    let finder = Finder::of_page();
    let selection = finder.selection;
    view! {
        <label class="pick">
            <input
                type="checkbox"
                tabindex="-1"
                aria-label=format!("Select {name}")
                prop:checked=move || selection.has(id)
                on:change=move |_| finder.pick(row)
            />
        </label>
    }
}

/// A link, so that a contact can also be opened in another tab. The grid has the keyboard.
fn name_link(contact: &Contact, name: &str, why: &[Why]) -> impl IntoView + use<> {
    let id = contact.id;
    let finder = Finder::of_page();
    let name = text(name, why, &["full_name", "first_name", "last_name"]);
    // Of the search itself, not of the address bar, which follows some moments later.
    let href = move || Place { contact: Some(id), ..finder.place() }.to_path();
    view! { <a class="first name" tabindex="-1" data-noscroll="true" href=href>{name}</a> }
}

fn badges(contact: &Contact) -> impl IntoView + use<> {
    let fields = &contact.fields;
    let (emails, phones) =
        contact.hidden.map_or((fields.emails.len(), fields.phones.len()), |hidden| {
            (hidden.emails as usize, hidden.phones as usize)
        });
    let has = |count: usize, glyph: Glyph, noun: &'static str| {
        (count > 0).then(|| {
            let title = format::counted(count as u64, noun);
            view! { <span class="has" title=title.clone()><Icon glyph /><span class="unseen">{title.clone()}</span></span> }
        })
    };
    let seniority = fields.seniority.map(Seniority::label).map(|text| view! { <Badge text /> });
    view! {
        <span class="badges">
            {seniority}
            {has(emails, Glyph::Mail, "e-mail")}
            {has(phones, Glyph::Phone, "phone")}
        </span>
    }
}

fn explanation(why: &[Why]) -> Option<impl IntoView + use<>> {
    (!why.is_empty()).then(|| {
        let text = format!("Matched {}", labels::explanation(why));
        view! { <span class="second why" title=text.clone()>{text.clone()}</span> }
    })
}

fn text(text: &str, why: &[Why], fields: &[&str]) -> impl IntoView + use<> {
    marked(highlight::parts(text, why, fields))
}

/// Text with its matched parts marked.
pub(super) fn marked(parts: Vec<Part>) -> impl IntoView {
    let part = |part: Part| {
        if part.marked {
            view! { <mark>{part.text}</mark> }.into_any()
        } else {
            part.text.into_any()
        }
    };
    parts.into_iter().map(part).collect_view()
}
