use leptos::prelude::*;

/// One choice of a row of tabs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tab {
    /// What `selected` is compared with.
    pub(crate) key: &'static str,
    pub(crate) label: &'static str,
    /// A figure behind the label.
    pub(crate) count: Option<String>,
}

/// A row of choices of which one is in force. They are toggle buttons, not ARIA tabs: each
/// filters the same list instead of showing a panel of its own.
#[component]
pub(crate) fn Tabs(
    #[prop(into)] label: String,
    #[prop(into)] tabs: Signal<Vec<Tab>>,
    #[prop(into)] selected: Signal<&'static str>,
    #[prop(into)] on_select: Callback<&'static str>,
) -> impl IntoView {
    let tab = move |tab: Tab| {
        let key = tab.key;
        view! {
            <button
                type="button"
                class="tab"
                aria-pressed=move || if selected.get() == key { "true" } else { "false" }
                on:click=move |_| on_select.run(key)
            >
                {tab.label}
                {tab.count.map(|count| view! { <span class="tab-count">{count}</span> })}
            </button>
        }
    };
    view! {
        <div class="tabs" role="group" aria-label=label>
            {move || tabs.get().into_iter().map(tab).collect_view()}
        </div>
    }
}
