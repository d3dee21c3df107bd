//! `/settings/requests`

use domain::access::Permission;
use domain::audit::Actor;
use domain::request::{REQUEST_DAYS, Request};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::feed::Feed;
use super::frame::settings;
use crate::api::requests;
use crate::format;
use crate::router::paths;
use crate::session::Session;
use crate::ui::{Badge, Empty, Glyph, Tab, Tabs, Tone};

const LEAD: &str =
    "What was asked of the API in the last 30 days, by people and by keys. Contents are not kept.";
const _: () = assert!(REQUEST_DAYS == 30, "the lead of the page says 30");

const STATUSES: [&str; 3] = ["all", "ok", "failed"];

/// The request log.
pub(crate) fn requests_page() -> AnyView {
    settings("Requests", LEAD, Some(Permission::AuditRead), || view! { <Log /> }.into_any())
}

#[component]
fn Log() -> impl IntoView {
    let client = Session::of_page().client();
    let query = use_query_map();
    let navigate = StoredValue::new_local(use_navigate());
    let status = Memo::new(move |_| {
        let asked = query.with(|query| query.get("status"));
        STATUSES.into_iter().find(|known| asked.as_deref() == Some(known)).unwrap_or(STATUSES[0])
    });
    let feed = Feed::new(move |cursor| async move {
        let status = status.get_untracked();
        let status = (status != STATUSES[0]).then_some(status);
        let page = requests::list(client, status, cursor).await?;
        Ok((page.requests, page.next_cursor))
    });
    Effect::new(move |_| {
        status.track();
        feed.restart();
    });
    let tab = |key, label| Tab { key, label, count: None };
    let tabs = vec![tab("all", "All"), tab("ok", "Answered"), tab("failed", "Refused or failed")];
    let select = move |key: &'static str| {
        let path = match key {
            "all" => paths::REQUESTS.to_owned(),
            key => format!("{}?status={key}", paths::REQUESTS),
        };
        navigate
            .with_value(|go| go(&path, NavigateOptions { replace: true, ..Default::default() }));
    };
    let empty = || {
        view! {
            <Empty
                glyph=Glyph::Clock
                title="No such requests"
                text="Nothing was asked that this filter lets through. Choose another one."
            />
        }
        .into_any()
    };
    view! {
        <section class="panel">
            <Tabs label="Requests" tabs selected=status on_select=select />
            {feed.view(|rows| table(&rows), empty)}
        </section>
    }
}

fn table(rows: &[Request]) -> AnyView {
    let rows = rows.iter().map(row).collect_view();
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label="Request log">
            <table class="table log">
                <thead>
                    <tr>
                        <th scope="col">"When"</th>
                        <th scope="col">"Who"</th>
                        <th scope="col">"Request"</th>
                        <th scope="col">"Answer"</th>
                        <th scope="col" class="number">"Took"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(request: &Request) -> impl IntoView + use<> {
    let who = request.actor_name.clone().unwrap_or_else(|| match request.actor {
        Actor::System => "Nobody known".to_owned(),
        actor => actor.to_string(),
    });
    let tone = match request.status {
        ..400 => Tone::Good,
        400..500 => Tone::Warn,
        _ => Tone::Bad,
    };
    view! {
        <tr>
            <td class="when">{format::second(request.at)}</td>
            <td>{who}</td>
            <td>
                <code>{request.method.clone()} " " {request.route.clone()}</code>
                <span class="second id">{request.id.clone()}</span>
            </td>
            <td><Badge text=request.status.to_string() tone /></td>
            <td class="number">{format::took(request.milliseconds)}</td>
        </tr>
    }
}
