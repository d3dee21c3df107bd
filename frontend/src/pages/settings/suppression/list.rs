use domain::suppression::Suppression;
use leptos::prelude::*;

use super::removals::Removals;
use super::{Page, words};
use crate::format;
use crate::ui::{Button, Empty, Glyph, Look};

/// Every entry, newest first.
#[component]
pub(super) fn List(page: Page) -> impl IntoView {
    let removals = Removals::start(page);
    let shown = move |entries: Vec<Suppression>| {
        let rows = entries.into_iter().map(|entry| row(entry, removals.clone())).collect_view();
        view! { <ul class="things" aria-label="Suppressed">{rows}</ul> }.into_any()
    };
    let title = move || match page.total.get() {
        Some(total) if total > 0 => format!("On the list: {}", format::count(total)),
        _ => "On the list".to_owned(),
    };
    view! {
        <section class="panel">
            <h2>{title}</h2>
            {page.feed.view(shown, none)}
        </section>
    }
}

fn none() -> AnyView {
    view! {
        <Empty
            glyph=Glyph::Minus
            title="Nobody is suppressed"
            text="Add whoever must not come back, before the next file brings them in again."
        />
    }
    .into_any()
}

fn row(entry: Suppression, removals: Removals) -> AnyView {
    let (id, kind) = (entry.id, words::kind(entry.kind));
    let who = entry.added_by_name.unwrap_or_else(|| "somebody who is gone".to_owned());
    let when = format::second(entry.added_at);
    let describe = format!("Remove the {} of {when}", kind.to_lowercase());
    let hidden = removals.clone();
    view! {
        <li class="thing" hidden=move || hidden.hides(id)>
            <span class="lines">
                <span class="first">{kind}</span>
                <span class="second">{format!("{} · {when} · by {who}", words::reason(entry.reason))}</span>
            </span>
            <Button label="Remove" describe look=Look::Quiet on_press=move |()| removals.remove(id) />
        </li>
    }
    .into_any()
}
