use domain::crm::CrmOverview;
use leptos::prelude::*;

use crate::ui::{CopyField, Notice, Tone};

/// What an operator has to do before anybody can connect.
#[component]
pub(super) fn SetUp(overview: CrmOverview) -> impl IntoView {
    let missing = overview.missing.into_iter().map(|name| view! { <li><code>{name}</code></li> });
    view! {
        <Notice
            tone=Tone::Warn
            title="The CRM is not set up on this server"
            text="Whoever runs it makes an app at the CRM's marketplace, and starts the server with these options:"
        >
            <ul class="names" aria-label="Options to set">{missing.collect_view()}</ul>
        </Notice>
        <p class="second">"The app has to know these addresses, and ask for these rights and no more:"</p>
        <CopyField label="Redirect address" id="crm-redirect" text=overview.redirect_uri />
        <CopyField label="Default webhook address" id="crm-webhook" text=overview.webhook_uri />
        <CopyField label="Scopes" id="crm-scopes" text=overview.scopes.join(" ") />
    }
}

/// What a right is for.
pub(super) fn scope(word: &str) -> String {
    let words = match word {
        "contacts.readonly" => "Read contacts",
        "contacts.write" => "Create and change contacts",
        "locations.readonly" => "Read the location's name and settings",
        other => return other.to_owned(),
    };
    format!("{words} ({word})")
}
