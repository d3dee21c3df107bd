use leptos::prelude::*;

/// Grey lines in the place of what is still on its way.
#[component]
pub(crate) fn Skeleton(lines: usize) -> impl IntoView {
    let lines = (0..lines).map(|_| view! { <span class="bone"></span> }).collect_view();
    view! { <div class="skeleton" role="status"><span class="unseen">"Loading…"</span>{lines}</div> }
}
