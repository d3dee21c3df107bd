use std::time::Duration;

use js_sys::{Function, Promise, Reflect};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::{Button, Glyph};

/// How long a button says what it did.
const SAID: Duration = Duration::from_secs(3);

#[derive(Clone, Copy, PartialEq)]
enum State {
    Ready,
    Copied,
    Refused,
}

/// A button that puts a text on the clipboard, and says whether it could.
#[component]
pub(crate) fn CopyButton(
    #[prop(into)] label: String,
    #[prop(into)] text: String,
    /// What to do where the browser keeps its clipboard closed, as it does on a page without TLS.
    #[prop(optional, into)]
    on_refused: Option<Callback<()>>,
) -> impl IntoView {
    let state = RwSignal::new(State::Ready);
    let words = Signal::derive(move || match state.get() {
        State::Ready => label.clone(),
        State::Copied => "Copied".to_owned(),
        State::Refused => "Press Ctrl+C".to_owned(),
    });
    let press = move |()| {
        let text = text.clone();
        spawn_local(async move {
            let copied = copy(&text).await.is_ok();
            if let Some(act) = on_refused.filter(|_| !copied) {
                act.try_run(());
            }
            state.try_set(if copied { State::Copied } else { State::Refused });
            let ready = move || {
                // The button may be gone.
                state.try_set(State::Ready);
            };
            set_timeout(ready, SAID);
        });
    };
    view! {
        <Button label=words glyph=Glyph::Copy on_press=press />
        <span class="unseen" role="status">
            {move || match state.get() {
                State::Ready => "",
                State::Copied => "Copied to the clipboard",
                State::Refused => "The clipboard is closed. The text is selected; press Ctrl+C.",
            }}
        </span>
    }
}

/// A text to take away: it can be read, selected and copied, not changed.
#[component]
pub(crate) fn CopyField(
    #[prop(into)] label: String,
    /// Unique in the page.
    id: &'static str,
    #[prop(into)] text: String,
) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    let select = move || {
        if let Some(input) = node.get_untracked() {
            let _ = input.focus();
            input.select();
        }
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <div class="copy-line">
                <input
                    node_ref=node
                    id=id
                    class="control code"
                    readonly
                    autocomplete="off"
                    spellcheck="false"
                    value=text.clone()
                    on:focus=move |_| select()
                />
                <CopyButton label="Copy" text on_refused=move |()| select() />
            </div>
        </div>
    }
}

/// The clipboard is missing, not only closed, where the page came without TLS.
async fn copy(text: &str) -> Result<(), JsValue> {
    let clipboard = Reflect::get(&window().navigator(), &"clipboard".into())?;
    let write: Function = Reflect::get(&clipboard, &"writeText".into())?.dyn_into()?;
    let written: Promise = write.call1(&clipboard, &text.into())?.dyn_into()?;
    JsFuture::from(written).await.map(drop)
}
