use leptos::prelude::*;

/// What a badge's colour means; the words say it too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Tone {
    #[default]
    Plain,
    Accent,
    Good,
    Warn,
    Bad,
}

impl Tone {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Accent => "accent",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
        }
    }
}

/// A word or two about the state of something.
#[component]
pub(crate) fn Badge(
    #[prop(into)] text: Signal<String>,
    #[prop(optional, into)] tone: Signal<Tone>,
) -> impl IntoView {
    view! { <span class="badge" data-tone=move || tone.get().word()>{text}</span> }
}
