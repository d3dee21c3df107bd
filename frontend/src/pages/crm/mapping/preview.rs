use domain::crm::{CrmField, MappingPreview, PreviewContact, PreviewField, Rule};
use leptos::prelude::*;

use crate::router::paths;
use crate::ui::{Badge, Empty, Glyph, Tone};

/// Contacts as they would leave.
#[component]
pub(super) fn Preview(preview: MappingPreview) -> impl IntoView {
    if preview.contacts.is_empty() {
        return view! {
            <Empty
                glyph=Glyph::Users
                title="There are no contacts yet"
                text="Import or write some, then see here what of them would go into the CRM."
            />
        }
        .into_any();
    }
    let rows = preview.contacts.into_iter().map(contact).collect_view();
    view! { <ul class="things" aria-label="Contacts as they would leave">{rows}</ul> }.into_any()
}

fn contact(contact: PreviewContact) -> impl IntoView {
    let fields = contact.fields.into_iter().map(field).collect_view();
    let tags = (!contact.tags.is_empty()).then(|| {
        view! { <div><dt>{CrmField::Tags.title()}</dt><dd>{contact.tags.join(", ")}</dd></div> }
    });
    let reason = contact.reason.map(|text| view! { <Badge text tone=Tone::Warn /> });
    view! {
        <li class="thing preview">
            <span class="lines">
                <a class="first" href=paths::contact(contact.contact)>{contact.name}</a>
                <dl class="facts">{fields}{tags}</dl>
            </span>
            {reason}
        </li>
    }
}

fn field(field: PreviewField) -> impl IntoView {
    let only = (field.rule == Rule::IfEmpty)
        .then(|| view! { " " <span class="second">"only if empty there"</span> });
    view! { <div><dt>{field.field.title()}</dt><dd>{field.value}{only}</dd></div> }
}
