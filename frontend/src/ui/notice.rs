use leptos::prelude::*;

use super::{Glyph, Icon, Tone};

/// A message that stays in the page: what happened and what to do. Bad news is announced at
/// once, the rest when there is a pause.
#[component]
pub(crate) fn Notice(
    tone: Tone,
    #[prop(into)] title: String,
    #[prop(optional, into)] text: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let (role, glyph) = match tone {
        Tone::Bad => ("alert", Glyph::Alert),
        Tone::Warn => ("status", Glyph::Alert),
        Tone::Good => ("status", Glyph::Check),
        Tone::Plain | Tone::Accent => ("status", Glyph::Info),
    };
    view! {
        <div class="notice" data-tone=tone.word() role=role>
            <Icon glyph />
            <div>
                <p class="notice-title">{title}</p>
                {(!text.is_empty()).then(|| view! { <p>{text}</p> })}
                {children.map(|children| view! { <div class="actions">{children()}</div> })}
            </div>
        </div>
    }
}
