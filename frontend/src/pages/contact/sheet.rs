use std::collections::BTreeMap;

use domain::contact::{Contact, FieldSource, History, history};
use leptos::prelude::*;
use serde_json::Value;

use super::fields::{self, FieldSpec};
use super::source_words::source_of;
use crate::format;
use crate::pages::changes::{shown, shown_of};
use crate::pages::field_words::label_of;
use crate::ui::{Glyph, Icon};

/// Every field of a contact that has a value, in groups, with where the value comes from.
#[component]
pub(super) fn Sheet(contact: Contact, history: Option<History>) -> impl IntoView {
    let values = history::by_name(&contact.fields);
    let sources = history.unwrap_or(History { entries: Vec::new(), provenance: BTreeMap::new() });
    let group = |title: &'static str, names: Vec<String>| {
        let row = |name: &String| {
            let value = values.get(name).and_then(|value| linked(name, value))?;
            let source = sources.provenance.get(name).map(|source| mark(name, source, &sources));
            Some(
                view! { <div><dt>{label_of(name)}</dt><dd class="sourced">{value} {source}</dd></div> },
            )
        };
        let rows: Vec<_> = names.iter().filter_map(row).collect();
        (!rows.is_empty()).then(|| {
            view! { <section class="profile-group"><h2>{title}</h2><dl>{rows}</dl></section> }
        })
    };
    let of =
        |specs: &[FieldSpec]| specs.iter().map(|spec| spec.name.to_owned()).collect::<Vec<_>>();
    let mut reach = vec!["emails".to_owned(), "phones".to_owned()];
    reach.extend(of(fields::WEB));
    let custom = values.keys().filter(|name| name.starts_with("custom.")).cloned();
    let mut more = vec!["tags".to_owned()];
    more.extend(of(fields::MORE));
    more.extend(custom);
    view! {
        <section class="panel contact-sheet">
            {group("Person", of(fields::PERSON))}
            {group("Get in touch", reach)}
            {group("Company", of(fields::COMPANY))}
            {group("Place", of(fields::PLACE))}
            {group("More", more)}
        </section>
    }
}

/// A value as it is read; addresses can be pressed.
fn linked(name: &str, value: &Value) -> Option<AnyView> {
    let scheme = match name {
        "emails" => Some("mailto:"),
        "phones" => Some("tel:"),
        "website" | "linkedin_url" => Some(""),
        _ => None,
    };
    let Some(scheme) = scheme else {
        return shown_of(name, value)
            .map(|text| view! { <span class="notes">{text}</span> }.into_any());
    };
    let entries = match value {
        Value::Array(list) => list.clone(),
        other => vec![other.clone()],
    };
    let link = |entry: &Value| {
        shown(entry).map(|text| {
            let outside = scheme.is_empty();
            let href = format!("{scheme}{text}");
            view! {
                <li>
                    <a href=href target=outside.then_some("_blank") rel=outside.then_some("noopener noreferrer")>{text}</a>
                </li>
            }
        })
    };
    let links: Vec<_> = entries.iter().filter_map(link).collect();
    Some(view! { <ul>{links}</ul> }.into_any())
}

/// Where a value comes from: told to screen readers with it, shown to others on demand.
fn mark(name: &str, source: &FieldSource, history: &History) -> impl IntoView + use<> {
    let id = format!("source-{}", name.replace(|c: char| !c.is_ascii_alphanumeric(), "-"));
    let words =
        format!("{}, {}", source_of(source, history), format::ago(source.at, format::now()));
    view! {
        <button type="button" class="source-mark" aria-label=format!("Where {} comes from", label_of(name)) aria-describedby=id.clone()>
            <Icon glyph=Glyph::Info />
        </button>
        <span class="source-tip" role="tooltip" id=id>{words}</span>
    }
}
