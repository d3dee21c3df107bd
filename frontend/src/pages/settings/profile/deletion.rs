use domain::Code;
use domain::access::DeleteMe;
use domain::problem::FieldError;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::api::me;
use crate::pages::settings::acting::Acting;
use crate::pages::trouble::Trouble;
use crate::router::paths;
use crate::session::Session;
use crate::ui::{Button, Dialog, Look, PasswordField, Shape, TextField, Toast, Toasts};

/// Deletes the account, after a confirmation that has to be typed.
#[component]
pub(super) fn Deletion() -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <section class="panel">
            <h2>"Delete account"</h2>
            <p class="second">"You leave every organization, and can no longer sign in. This cannot be undone."</p>
            <div class="actions">
                <Button label="Delete my account" on_press=move |()| open.set(true) />
            </div>
        </section>
        <Dialog open on_close=move |()| open.set(false) label="Delete your account".to_owned() shape=Shape::Box>
            <DeletionForm open />
        </Dialog>
    }
}

#[component]
fn DeletionForm(open: RwSignal<bool>) -> impl IntoView {
    let session = Session::of_page();
    let toasts = Toasts::of_page();
    let acting = Acting::new();
    let typed = RwSignal::new(String::new());
    let has_password = session.me().is_none_or(|me| me.account.has_password);
    let email = session.me().map(|me| me.user.email).unwrap_or_default();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let body = DeleteMe { confirmation: typed.get_untracked() };
        if body.confirmation.is_empty() {
            return acting.errors.refuse(vec![FieldError::required("confirmation")]);
        }
        let delete = async move { me::delete(session.client(), &body).await };
        acting.run(delete, move |()| {
            toasts.show(Toast::done("Your account is deleted."));
            session.forget();
        });
    };
    let last_admin = move || {
        acting.errors.request().filter(|error| error.code() == Some(Code::LastAdmin)).map(|_| {
            view! {
                <p>
                    "First make somebody else an Organization Admin, in "
                    <a href=paths::MEMBERS>"Members"</a> "."
                </p>
            }
        })
    };
    view! {
        <form class="confirm" novalidate on:submit=submit>
            <h2>"Delete your account"</h2>
            <div class="confirm-text">
                <p>
                    "Your name and address are taken out, every browser is signed out, and API keys that you made stop working. Contacts stay with their organization; an organization that nobody else belongs to is closed."
                </p>
            </div>
            {move || acting.errors.request().map(|error| view! { <Trouble error /> })}
            {last_admin}
            {if has_password {
                view! {
                    <PasswordField
                        label="Your password"
                        name="confirmation"
                        value=typed
                        error=acting.errors.of("confirmation")
                        autocomplete="current-password"
                    />
                }.into_any()
            } else {
                view! {
                    <TextField
                        label="Your e-mail address"
                        name="confirmation"
                        value=typed
                        error=acting.errors.of("confirmation")
                        help=format!("Type {email} to confirm.")
                        autocomplete="off"
                        required=true
                    />
                }.into_any()
            }}
            <div class="actions">
                <Button label="Delete my account for good" look=Look::Danger submit=true busy=acting.busy />
                <Button label="Keep my account" on_press=move |()| open.set(false) />
            </div>
        </form>
    }
}
