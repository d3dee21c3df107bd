use domain::import::ImportState;
use leptos::prelude::*;

use crate::ui::{Glyph, Icon};

const STEPS: [&str; 4] = ["Mapping", "Check", "Review", "Done"];

/// Where the import stands on its way.
#[component]
pub(super) fn Steps(state: ImportState) -> impl IntoView {
    let now = position(state);
    let step = |(index, name): (usize, &'static str)| {
        let class = match index.cmp(&now) {
            std::cmp::Ordering::Less => "step past",
            std::cmp::Ordering::Equal => "step now",
            std::cmp::Ordering::Greater => "step",
        };
        let mark = if index < now {
            view! { <Icon glyph=Glyph::Check /> }.into_any()
        } else {
            (index + 1).into_any()
        };
        view! {
            <li class=class aria-current=(index == now).then_some("step")>
                <span class="step-mark" aria-hidden="true">{mark}</span>
                <span>{name}</span>
            </li>
        }
    };
    view! { <ol class="steps" aria-label="Steps">{STEPS.into_iter().enumerate().map(step).collect_view()}</ol> }
}

const fn position(state: ImportState) -> usize {
    match state {
        ImportState::Mapping => 0,
        ImportState::Staging => 1,
        ImportState::Review => 2,
        _ => 3,
    }
}
