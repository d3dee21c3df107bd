use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::{Glyph, Icon};

/// How much a button draws the eye.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Look {
    /// The one act that a page is for.
    Primary,
    #[default]
    Secondary,
    /// Without a frame.
    Quiet,
    /// Takes something away for good.
    Danger,
}

impl Look {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button primary",
            Self::Secondary => "button",
            Self::Quiet => "button quiet",
            Self::Danger => "button danger",
        }
    }
}

/// A button with words, and perhaps an icon before them. While it is busy it keeps its place
/// and its focus, shows a spinner and does nothing.
#[component]
pub(crate) fn Button(
    #[prop(into)] label: Signal<String>,
    #[prop(optional)] look: Look,
    #[prop(optional, into)] glyph: Option<Glyph>,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional)] submit: bool,
    /// What a screen reader says, where the words alone could mean one of several rows. It begins
    /// with the words.
    #[prop(optional, into)]
    describe: Option<String>,
    #[prop(optional, into)] on_press: Option<Callback<()>>,
) -> impl IntoView {
    let press = move |event: MouseEvent| {
        if busy.get_untracked() {
            event.prevent_default();
        } else if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=look.class()
            disabled=disabled
            aria-busy=move || busy.get().then_some("true")
            aria-label=describe
            on:click=press
        >
            {glyph.map(|glyph| view! { <Icon glyph /> })}
            <span>{label}</span>
        </button>
    }
}

/// A button that is only an icon; its name is read out and shown as a tip.
#[component]
pub(crate) fn IconButton(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] glyph: Signal<Glyph>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(into)] on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button quiet only-icon"
            aria-label=label
            title=label
            disabled=disabled
            on:click=move |_| on_press.run(())
        >
            {move || view! { <Icon glyph=glyph.get() /> }}
        </button>
    }
}
