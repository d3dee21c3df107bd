use leptos::prelude::*;

/// A choice of yes or no inside a form, with a line that explains it.
#[component]
pub(crate) fn CheckBox(
    #[prop(into)] label: String,
    #[prop(optional, into)] help: String,
    #[prop(into)] checked: Signal<bool>,
    #[prop(into)] on_change: Callback<bool>,
) -> impl IntoView {
    view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=checked
                on:change=move |event| on_change.run(event_target_checked(&event))
            />
            <span class="lines">
                <span class="first">{label}</span>
                {(!help.is_empty()).then(|| view! { <span class="second">{help}</span> })}
            </span>
        </label>
    }
}
