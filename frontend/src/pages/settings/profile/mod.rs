//! `/settings/profile`

mod deletion;

use domain::access::ChangeMe;
use domain::problem::FieldError;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::acting::Acting;
use super::frame::settings;
use crate::api::me;
use crate::pages::trouble::Trouble;
use crate::session::Session;
use crate::ui::{Badge, Button, Look, TextField, Toast, Toasts, Tone};
use deletion::Deletion;

/// Name and address, and the way out.
pub(crate) fn profile_page() -> AnyView {
    settings("Profile", "How others in your organizations see you.", None, || {
        view! {
            <Name />
            <Address />
            <Deletion />
        }
        .into_any()
    })
}

#[component]
fn Name() -> impl IntoView {
    let session = Session::of_page();
    let toasts = Toasts::of_page();
    let acting = Acting::new();
    let name = RwSignal::new(session.me().map(|me| me.user.name).unwrap_or_default());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let body = ChangeMe { name: name.get_untracked().trim().to_owned() };
        if body.name.is_empty() {
            return acting.errors.refuse(vec![FieldError::required("name")]);
        }
        let change = async move { me::change(session.client(), &body).await };
        acting.run(change, move |me| {
            session.take(me);
            toasts.show(Toast::done("Your name is saved."));
        });
    };
    view! {
        <form class="panel" novalidate on:submit=submit>
            <h2>"Name"</h2>
            {move || acting.errors.request().map(|error| view! { <Trouble error /> })}
            <TextField label="Your name" name="name" value=name error=acting.errors.of("name") autocomplete="name" required=true />
            <div class="actions">
                <Button label="Save" look=Look::Primary submit=true busy=acting.busy />
            </div>
        </form>
    }
}

#[component]
fn Address() -> impl IntoView {
    let session = Session::of_page();
    let toasts = Toasts::of_page();
    let acting = Acting::new();
    let email = move || session.me().map(|me| me.user.email);
    let confirmed = Memo::new(move |_| session.me().is_some_and(|me| me.account.email_verified));
    let state = move || {
        let (text, tone) =
            if confirmed.get() { ("Confirmed", Tone::Good) } else { ("Not confirmed", Tone::Warn) };
        view! { <Badge text tone /> }
    };
    let send = move |()| {
        let send = async move { me::send_verification(session.client()).await };
        acting.run(send, move |()| {
            toasts.show(Toast::done("The mail is on its way."));
        });
    };
    view! {
        <section class="panel">
            <h2>"E-mail"</h2>
            <p class="value-line"><span>{email}</span> {state}</p>
            {move || acting.errors.request().map(|error| view! { <Trouble error /> })}
            <Show when=move || !confirmed.get()>
                <p class="second">"We sent a mail with a link to this address. Follow the link to confirm it."</p>
                <div class="actions">
                    <Button label="Send the mail again" busy=acting.busy on_press=send />
                </div>
            </Show>
        </section>
    }
}
