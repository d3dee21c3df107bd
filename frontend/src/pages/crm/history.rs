use domain::crm::Push;
use leptos::prelude::*;

use super::words;
use crate::api::crm;
use crate::format;
use crate::pages::settings::Feed;
use crate::router::paths;
use crate::session::Session;
use crate::ui::{Badge, Empty, Glyph, Icon};

/// Pushes so far, newest first.
#[component]
pub(super) fn History() -> impl IntoView {
    let client = Session::of_page().client();
    let feed = Feed::new(move |cursor| async move {
        let page = crm::pushes(client, cursor).await?;
        Ok((page.pushes, page.next_cursor))
    });
    feed.restart();
    let shown = |pushes: Vec<Push>| {
        let rows = pushes.iter().map(row).collect_view();
        view! { <ul class="history" aria-label="Pushes so far">{rows}</ul> }.into_any()
    };
    view! {
        <section class="history-section">
            <h2>"Pushes so far"</h2>
            {feed.view(shown, none)}
        </section>
    }
}

fn none() -> AnyView {
    view! {
        <section class="panel">
            <Empty
                glyph=Glyph::ArrowRight
                title="Nothing was pushed yet"
                text="Select contacts in a search, then choose “Push to CRM”. You will see what would happen before anything is written."
            >
                <a class="button" href=paths::SEARCH>"To the search"</a>
            </Empty>
        </section>
    }
    .into_any()
}

fn row(push: &Push) -> impl IntoView + use<> {
    let by = push.by.as_ref().map(|by| format!(" · by {}", by.name));
    view! {
        <li>
            <a class="history-row" href=paths::push(push.id)>
                <span class="history-mark"><Icon glyph=Glyph::ArrowRight /></span>
                <span class="lines">
                    <span class="first">{words::what(push.what)}{by}</span>
                    <span class="second">{words::outcome(push)}</span>
                </span>
                <span class="history-day">{format::day(push.created_at)}</span>
                <Badge text=push.state.title() tone=words::state(push.state) />
            </a>
        </li>
    }
}
