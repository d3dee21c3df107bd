use std::sync::Arc;

use domain::ContactId;
use domain::contact::{Contact, Seniority};
use domain::search::{Hit, Why};
use domain::value::Country;
use leptos::prelude::*;

use super::finder::Finder;
use super::highlight::{self, Part};
use super::labels;
use crate::router::Place;
use crate::ui::{Avatar, Badge, Glyph, Icon};

/// The cells of a row: bones while it is on its way.
pub(super) fn cells(row: usize) -> AnyView {
    let finder = Finder::of_page();
    let hit = Memo::new(move |_| finder.hit(row));
    let cells = move || match hit.get() {
        Some(hit) => loaded(&hit),
        None => bones(),
    };
    cells.into_any()
}

fn bones() -> AnyView {
    view! {
        <div class="cell person" role="gridcell"><span class="bone round"></span><span class="bone"></span></div>
        <div class="cell" role="gridcell"><span class="bone"></span></div>
        <div class="cell" role="gridcell"><span class="bone"></span></div>
        <div class="cell facts" role="gridcell"><span class="unseen">"Loading…"</span></div>
    }
    .into_any()
}

fn loaded(hit: &Arc<Hit>) -> AnyView {
    let (fields, why) = (&hit.contact.fields, hit.why.as_slice());
    let name = fields.display_name().to_owned();
    let title = fields.title.as_deref().unwrap_or_default();
    let company = fields.company.as_deref().unwrap_or_default();
    let beside_company =
        fields.industry.clone().or(fields.company_domain.clone().map(String::from));
    view! {
        <div class="cell person" role="gridcell">
            {pick(hit.contact.id, &name)}
            <Avatar name=name.clone() />
            <div class="lines">
                {name_link(&hit.contact, &name, why)}
                <span class="second">{text(title, why, &["title"])}</span>
            </div>
        </div>
        <div class="cell company" role="gridcell">
            <div class="lines">
                <span class="first">{text(company, why, &["company"])}</span>
                <span class="second">{beside_company}</span>
            </div>
        </div>
        <div class="cell place" role="gridcell">
            <div class="lines">
                <span class="first">
                    {text(fields.city.as_deref().unwrap_or_default(), why, &["city"])}
                </span>
                <span class="second">{fields.country.as_ref().map(Country::name)}</span>
            </div>
        </div>
        <div class="cell facts" role="gridcell">
            <div class="lines">
                {badges(&hit.contact)}
                {explanation(why)}
            </div>
        </div>
    }
    .into_any()
}

/// The keyboard picks with x; the box is for the pointer.
fn pick(id: ContactId, name: &str) -> impl IntoView + use<> {
    let selection = Finder::of_page().selection;
    view! {
        <label class="pick">
            <input
                type="checkbox"
                tabindex="-1"
                aria-label=format!("Select {name}")
                prop:checked=move || selection.has(id)
                on:change=move |_| selection.toggle(id)
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
            let title = crate::format::counted(count as u64, noun);
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
