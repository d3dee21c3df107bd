use domain::InvitationId;
use domain::access::Invitation;
use leptos::prelude::*;

use crate::api::invitations;
use crate::format;
use crate::pages::settings::acting::Acting;
use crate::pages::settings::loaded::Loaded;
use crate::pages::trouble::Trouble;
use crate::session::Session;
use crate::ui::{Button, Look, Toast, Toasts};

/// Invitations that can still be accepted.
#[component]
pub(super) fn OpenInvitations(open: Loaded<Vec<Invitation>>) -> impl IntoView {
    let client = Session::of_page().client();
    let toasts = Toasts::of_page();
    let acting = Acting::new();
    let revoke = Callback::new(move |id: InvitationId| {
        let revoke = async move { invitations::revoke(client, id).await };
        acting.run(revoke, move |()| {
            open.reload();
            toasts.show(Toast::done("The invitation does not work any more."));
        });
    });
    let list = open.view(2, move |all| {
        if all.is_empty() {
            return view! { <p class="second">"Nobody is invited at the moment."</p> }.into_any();
        }
        let rows = all.iter().map(|invitation| row(invitation, revoke)).collect_view();
        view! { <ul class="things" aria-label="Open invitations">{rows}</ul> }.into_any()
    });
    view! {
        <section class="panel">
            <h2>"Open invitations"</h2>
            {move || acting.errors.request().map(|error| view! { <Trouble error /> })}
            {list}
        </section>
    }
}

fn row(invitation: &Invitation, revoke: Callback<InvitationId>) -> AnyView {
    let id = invitation.id;
    let email = invitation.email.clone();
    let expiry = format::until(invitation.expires_at, format::now());
    let label = format!("Take back the invitation of {email}");
    view! {
        <li class="thing">
            <span class="lines">
                <span class="first">{email}</span>
                <span class="second">{format!("{} · expires {expiry}", invitation.role.title())}</span>
            </span>
            <Button label="Take back" describe=label look=Look::Quiet on_press=move |()| revoke.run(id) />
        </li>
    }
    .into_any()
}
