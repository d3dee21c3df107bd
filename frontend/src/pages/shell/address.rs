use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::me;
use crate::session::Session;
use crate::ui::{Glyph, Icon, IconButton, Toast, Toasts};

/// Asks people whose address is not confirmed to look into their mail.
#[component]
pub(crate) fn ConfirmAddress() -> impl IntoView {
    let session = Session::of_page();
    let toasts = Toasts::of_page();
    let away = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let email = Memo::new(move |_| {
        session.me().filter(|me| !me.account.email_verified).map(|me| me.user.email)
    });
    let send = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let done = me::send_verification(session.client()).await;
            busy.try_set(false);
            toasts.show(match done {
                Ok(()) => Toast::done("The mail is on its way."),
                Err(error) => Toast::failed(format!("The mail was not sent. {error}")),
            });
        });
    };
    view! {
        <Show when=move || email.with(Option::is_some) && !away.get()>
            <aside class="confirm-address" aria-label="Confirm your address">
                <Icon glyph=Glyph::Mail />
                <p>
                    <span class="wide-only">
                        "Confirm your address: follow the link that we sent to " <strong>{email}</strong>
                    </span>
                    <span class="narrow-only">"Confirm your address"</span>
                </p>
                <button
                    type="button"
                    class="button small"
                    aria-busy=move || busy.get().then_some("true")
                    on:click=send
                >
                    <span>"Send the mail again"</span>
                </button>
                <IconButton label="Later" glyph=Glyph::Close on_press=move |()| away.set(true) />
            </aside>
        </Show>
    }
}
