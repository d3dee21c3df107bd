//! `/settings/audit`

mod event;
mod filters;
mod place;
mod proof;

use domain::access::Permission;
use domain::audit::AuditEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::feed::Feed;
use super::frame::settings;
use crate::api::audit;
use crate::router::paths;
use crate::session::Session;
use crate::ui::{Empty, Glyph};
use filters::Filters;
use place::AuditPlace;
use proof::Proof;

const LEAD: &str = "Who did what, and when. Every row seals the one before it, so that nothing can be changed or left out unseen.";

/// The audit log.
pub(crate) fn audit_page() -> AnyView {
    settings("Audit log", LEAD, Some(Permission::AuditRead), || view! { <Log /> }.into_any())
}

#[component]
fn Log() -> impl IntoView {
    let client = Session::of_page().client();
    let search = use_location().search;
    let place = Memo::new(move |_| AuditPlace::from_search(&search.get()));
    let feed = Feed::new(move |cursor| async move {
        let page = audit::list(client, &place.get_untracked().filter(), cursor).await?;
        Ok((page.events, page.next_cursor))
    });
    Effect::new(move |_| {
        place.track();
        feed.restart();
    });
    view! {
        <Proof place />
        <section class="panel">
            <Filters place />
            {feed.view(|events| list(&events), none)}
        </section>
    }
}

fn list(events: &[AuditEvent]) -> AnyView {
    let rows = events.iter().map(event::row).collect_view();
    view! { <ul class="events" aria-label="Events, newest first">{rows}</ul> }.into_any()
}

fn none() -> AnyView {
    view! {
        <Empty
            glyph=Glyph::List
            title="Nothing like this happened"
            text="No event fits the filters. Take one of them away."
        >
            <a class="button" href=paths::AUDIT>"Clear the filters"</a>
        </Empty>
    }
    .into_any()
}
