use domain::access::TotpSetup;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::factor::{CodeField, Step, typed_code};
use crate::api::me;
use crate::pages::settings::acting::Acting;
use crate::pages::trouble::Trouble;
use crate::session::Session;
use crate::ui::{Button, CopyField, Look};

/// Takes a secret into an authenticator app, and proves it with a code.
#[component]
pub(super) fn SetUp(setup: TotpSetup, step: RwSignal<Step>) -> impl IntoView {
    let session = Session::of_page();
    let acting = Acting::new();
    let code = RwSignal::new(String::new());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(body) = typed_code(code, acting) else { return };
        let confirm = async move { me::confirm_totp(session.client(), &body).await };
        acting.run(confirm, move |made| drop(step.try_set(Step::Codes(made.codes))));
    };
    view! {
        <form class="set-up" novalidate on:submit=submit>
            <img class="qr" src=setup.qr alt="QR code for your authenticator app" width="200" height="200" />
            <div class="form">
                <ol class="numbered">
                    <li>"Scan the picture with an authenticator app, "<a href=setup.uri rel="external">"open it in an app here"</a>", or type the secret."</li>
                    <li>"Type the code that the app shows."</li>
                </ol>
                <CopyField label="Secret" id="totp-secret" text=setup.secret />
                {move || acting.errors.request().map(|error| view! { <Trouble error /> })}
                <CodeField value=code acting />
                <div class="actions">
                    <Button label="Turn on" look=Look::Primary submit=true busy=acting.busy />
                    <Button label="Cancel" look=Look::Quiet on_press=move |()| step.set(Step::State) />
                </div>
            </div>
        </form>
    }
}
