use leptos::prelude::*;
use leptos::task::spawn_local;

use super::factor::Step;
use crate::session::Session;
use crate::ui::{Button, CopyButton, Glyph, Look, Notice, Toast, Toasts, Tone, save_file};

/// Recovery codes, which are shown this once.
#[component]
pub(super) fn NewCodes(codes: Vec<String>, step: RwSignal<Step>) -> impl IntoView {
    let session = Session::of_page();
    let toasts = Toasts::of_page();
    let text = codes.join("\n");
    let file = format!("Recovery codes for Business Contacts. Each works once.\n\n{text}\n");
    let download = move |()| {
        if save_file("recovery-codes.txt", "text/plain", &file).is_err() {
            toasts.show(Toast::failed("The browser did not take the file. Copy the codes."));
        }
    };
    let done = move |()| {
        step.set(Step::State);
        // If this fails, the next answer of the server tells the same.
        spawn_local(async move { drop(session.look_again().await) });
    };
    let rows = codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view();
    view! {
        <Notice
            tone=Tone::Warn
            title="Keep these recovery codes"
            text="Each signs you in once when your phone is lost. They are not shown again."
        />
        <ul class="codes" aria-label="Recovery codes">{rows}</ul>
        <div class="actions">
            <CopyButton label="Copy" text />
            <Button label="Download" glyph=Glyph::Download on_press=download />
            <Button label="I have kept them" look=Look::Primary on_press=done />
        </div>
    }
}
