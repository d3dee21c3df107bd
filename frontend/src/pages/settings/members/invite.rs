use domain::access::{Invitation, NewInvitation, Role};
use domain::problem::FieldError;
use domain::value::Email;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::api::invitations;
use crate::pages::settings::acting::Acting;
use crate::pages::settings::loaded::Loaded;
use crate::pages::settings::roles;
use crate::pages::trouble::Trouble;
use crate::session::Session;
use crate::ui::{Button, Glyph, Look, SelectField, TextField, Toast, Toasts};

/// Invites somebody by mail.
#[component]
pub(super) fn Invite(open: Loaded<Vec<Invitation>>) -> impl IntoView {
    let client = Session::of_page().client();
    let toasts = Toasts::of_page();
    let acting = Acting::new();
    let email = RwSignal::new(String::new());
    let role = RwSignal::new(Role::Member.as_str().to_owned());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = email.get_untracked().trim().to_owned();
        if let Err(message) = Email::parse(&typed) {
            return acting.errors.refuse(vec![FieldError::new("email", "invalid", message)]);
        }
        let body = NewInvitation { email: typed, role: roles::of_word(&role.get_untracked()) };
        let make = async move { invitations::make(client, &body).await };
        acting.run(make, move |made| {
            email.try_set(String::new());
            open.reload();
            toasts.show(Toast::done(format!("The invitation is on its way to {}", made.email)));
        });
    };
    let help = move || roles::may(roles::of_word(&role.get()));
    view! {
        <form class="panel" novalidate on:submit=submit>
            <h2>"Invite somebody"</h2>
            {move || acting.errors.request().map(|error| view! { <Trouble error /> })}
            <div class="invite-line">
                <TextField
                    label="E-mail"
                    name="email"
                    kind="email"
                    value=email
                    error=acting.errors.of("email")
                    autocomplete="off"
                    required=true
                />
                <SelectField label="Role" name="role" value=role choices=roles::choices() error=acting.errors.of("role") />
                <Button label="Invite" glyph=Glyph::Mail look=Look::Primary submit=true busy=acting.busy />
                <p class="second" aria-live="polite">{help}</p>
            </div>
        </form>
    }
}
