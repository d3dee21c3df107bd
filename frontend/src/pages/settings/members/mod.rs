//! `/settings/members`

mod invite;
mod open_invitations;
mod people;

use domain::access::{Permission, Role};
use leptos::prelude::*;

use super::frame::settings;
use super::loaded::Loaded;
use super::roles;
use crate::api::invitations;
use crate::session::Session;
use invite::Invite;
use open_invitations::OpenInvitations;
use people::People;

/// Who belongs to the organization, who is invited, and what each may do.
pub(crate) fn members_page() -> AnyView {
    settings("Members", "Who belongs to the organization, and what each may do.", None, || {
        let session = Session::of_page();
        let manages = Memo::new(move |_| session.allows(Permission::MembersManage));
        view! {
            <Show when=move || manages.get()>
                <Invitations />
            </Show>
            <People manages />
            <Roles />
        }
        .into_any()
    })
}

#[component]
fn Invitations() -> impl IntoView {
    let client = Session::of_page().client();
    let open =
        Loaded::start(move || async move { Ok(invitations::list(client).await?.invitations) });
    view! {
        <Invite open />
        <OpenInvitations open />
    }
}

/// What each role may do.
#[component]
fn Roles() -> impl IntoView {
    let line = |role: &Role| {
        view! { <div><dt>{role.title()}</dt><dd>{roles::may(*role)}</dd></div> }
    };
    view! {
        <section class="panel">
            <h2>"Roles"</h2>
            <dl class="facts">{Role::ALL.iter().map(line).collect_view()}</dl>
        </section>
    }
}
