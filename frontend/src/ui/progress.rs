use leptos::prelude::*;

/// A bar that shows a share in percent.
#[component]
pub(crate) fn ProgressBar(
    #[prop(into)] label: String,
    #[prop(into)] percent: Signal<u8>,
) -> impl IntoView {
    let figure = move || percent.get().to_string();
    view! {
        <div
            class="progress"
            role="progressbar"
            aria-label=label
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=figure
        >
            <div class="progress-done" style:width=move || format!("{}%", percent.get())></div>
        </div>
    }
}
