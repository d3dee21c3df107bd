use domain::crm::{PushCounts, PushFate, PushItem};
use leptos::prelude::*;

use super::super::words;
use super::current::Current;
use crate::api::crm;
use crate::format;
use crate::pages::settings::Feed;
use crate::router::paths;
use crate::ui::{Badge, Tab, Tabs};

const ALL: &str = "all";

/// Every contact of the push and what becomes of it.
#[component]
pub(super) fn Items(current: Current) -> impl IntoView {
    let chosen = RwSignal::new(ALL);
    let feed = Feed::new(move |cursor| async move {
        let fate = PushFate::from_word(chosen.try_get_untracked().unwrap_or(ALL));
        let page = crm::items(current.client, current.id, fate, cursor).await?;
        Ok((page.items, page.next_cursor))
    });
    let state = current.state();
    Effect::new(move |_| {
        // Read, not only tracked: a memo that nobody reads does not notice a change.
        let _ = (chosen.get(), state.get());
        feed.restart();
    });
    let counts = current.counts();
    let tabs = Signal::derive(move || tabs(counts.get()));
    let shown = |items: Vec<PushItem>| {
        let rows = items.into_iter().map(row).collect_view();
        view! { <ul class="things" aria-label="Contacts of the push">{rows}</ul> }.into_any()
    };
    let none = || view! { <p class="second">"None of the contacts is this."</p> }.into_any();
    view! {
        <section class="panel">
            <h2>"Contact by contact"</h2>
            <Tabs label="Fate" tabs selected=chosen on_select=move |key| chosen.set(key) />
            {feed.view(shown, none)}
        </section>
    }
}

fn tabs(mut counts: PushCounts) -> Vec<Tab> {
    let all = Tab { key: ALL, label: "All", count: Some(format::count(counts.total)) };
    let fates = PushFate::ALL.iter().filter_map(|fate| {
        let count = *counts.of(*fate);
        (count > 0).then(|| Tab {
            key: fate.as_str(),
            label: fate.title(),
            count: Some(format::count(count)),
        })
    });
    std::iter::once(all).chain(fates).collect()
}

fn row(item: PushItem) -> impl IntoView {
    let title = item.name.clone().unwrap_or_else(|| "A contact that is gone".to_owned());
    let name = if item.name.is_some() {
        view! { <a class="first" href=paths::contact(item.contact)>{title}</a> }.into_any()
    } else {
        view! { <span class="first">{title}</span> }.into_any()
    };
    let fields = (!item.fields.is_empty()).then(|| words::fields(&item.fields));
    let other = item.other_contact.map(|id| {
        view! { " · " <a href=paths::contact(id)>"the other contact"</a> }
    });
    let ids = [
        item.crm_id.map(|id| format!("CRM {id}")),
        item.other_crm_id.map(|id| format!("and {id}")),
        item.trace_id.map(|id| format!("trace {id}")),
    ];
    let ids: Vec<String> = ids.into_iter().flatten().collect();
    view! {
        <li class="thing">
            <span class="lines">
                {name}
                {item.reason.map(|text| view! { <span class="second">{text}{other}</span> })}
                {fields.map(|text| view! { <span class="second">{text}</span> })}
                {(!ids.is_empty()).then(|| view! { <code class="second">{ids.join(" · ")}</code> })}
            </span>
            <Badge text=item.fate.title() tone=words::fate(item.fate) />
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_fates_that_occur_have_a_tab() {
        let counts = PushCounts { total: 3, create: 2, failed: 1, ..PushCounts::default() };
        let keys: Vec<_> =
            tabs(counts).into_iter().map(|tab| (tab.key, tab.count.unwrap())).collect();
        let expected = [("all", "3"), ("create", "2"), ("failed", "1")];
        assert_eq!(keys, expected.map(|(key, count)| (key, count.to_owned())));
    }
}
