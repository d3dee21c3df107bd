use leptos::prelude::*;

/// Something that is on or off and takes effect at once, with a line that explains it.
#[component]
pub(crate) fn Switch(
    /// Unique in the page; it ties the words to the switch.
    id: &'static str,
    #[prop(into)] label: String,
    #[prop(into)] help: Signal<String>,
    #[prop(into)] on: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(into)] on_change: Callback<bool>,
) -> impl IntoView {
    let (label_id, help_id) = (format!("{id}-label"), format!("{id}-help"));
    view! {
        <div class="switch-line">
            <button
                type="button"
                id=id
                class="switch"
                role="switch"
                aria-checked=move || if on.get() { "true" } else { "false" }
                aria-labelledby=label_id.clone()
                aria-describedby=help_id.clone()
                disabled=disabled
                on:click=move |_| on_change.run(!on.get_untracked())
            ></button>
            <div class="lines">
                <label class="first" id=label_id for=id>{label}</label>
                <span class="second" id=help_id>{help}</span>
            </div>
        </div>
    }
}
