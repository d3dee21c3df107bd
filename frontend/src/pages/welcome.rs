//! The frame around the pages of people who are not signed in.

use leptos::prelude::*;

/// Mark, title and a line of text above a form.
#[component]
pub(super) fn Welcome(
    #[prop(into)] title: Signal<String>,
    #[prop(into)] text: Signal<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="welcome">
            <div class="welcome-card">
                <span class="brand-mark" aria-hidden="true"></span>
                <h1>{title}</h1>
                <p class="lead">{text}</p>
                {children()}
            </div>
        </div>
    }
}
