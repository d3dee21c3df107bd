use leptos::prelude::*;

use super::field::{Labelled, control_id, described_by};

/// A password that can be shown while it is typed.
#[component]
pub(crate) fn PasswordField(
    #[prop(into)] label: String,
    #[prop(into)] name: String,
    value: RwSignal<String>,
    #[prop(into)] error: Signal<Option<String>>,
    #[prop(optional, into)] help: String,
    /// `current-password` or `new-password`, so that password managers know what to do.
    autocomplete: &'static str,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    let described = described_by(&name, &help, error);
    view! {
        <Labelled label name=name.clone() help error>
            <div class="control with-button">
                <input
                    id=control_id(&name)
                    type=move || if shown.get() { "text" } else { "password" }
                    name=name
                    autocomplete=autocomplete
                    autocapitalize="off"
                    spellcheck="false"
                    aria-required="true"
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=described
                    prop:value=value
                    on:input=move |event| value.set(event_target_value(&event))
                />
                <button
                    type="button"
                    class="button quiet small"
                    aria-pressed=move || if shown.get() { "true" } else { "false" }
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    {move || if shown.get() { "Hide" } else { "Show" }}
                    <span class="unseen">" characters"</span>
                </button>
            </div>
        </Labelled>
    }
}
