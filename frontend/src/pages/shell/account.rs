use domain::OrganizationId;
use domain::access::{MemberStatus, Membership, SwitchOrganization};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::api::me;
use crate::pages::commands::{Command, Desk};
use crate::pages::search::Deletions;
use crate::router::{LastSearch, paths};
use crate::session::Session;
use crate::ui::{Avatar, Button, Glyph, Icon, Look, Menu, Toast, Toasts, close_menu};

const MENU: &str = "account";

/// Who is signed in and where; the way to other organizations, to the settings, and out.
#[component]
pub(super) fn AccountMenu(session: Session) -> impl IntoView {
    let toasts = Toasts::of_page();
    let deletions = Deletions::of_page();
    let navigate = StoredValue::new_local(use_navigate());
    let leave = move |()| {
        deletions.leave();
        spawn_local(async move {
            if let Err(error) = session.sign_out().await {
                toasts.show(Toast::failed(format!("You are still signed in. {error}")));
            }
        });
    };
    Desk::of_page().serve(Command::SignOut, leave);
    let open = move |path: &'static str| {
        close_menu(MENU);
        navigate.with_value(|go| go(path, NavigateOptions::default()));
    };
    let name = move || session.me().map(|me| me.user.name).unwrap_or_default();
    let email = move || session.me().map(|me| me.user.email);
    view! {
        <Menu
            id=MENU
            label="Account"
            trigger=Box::new(move || view! { {move || view! { <Avatar name=name() /> }} }.into_any())
        >
            <div class="menu-head">
                <strong>{name}</strong>
                <span>{email}</span>
            </div>
            <Organizations session />
            <Button
                label="Settings"
                glyph=Glyph::Settings
                look=Look::Quiet
                on_press=move |()| open(paths::PROFILE)
            />
            <Show when=move || session.is_operator()>
                <Button
                    label="Background jobs"
                    glyph=Glyph::List
                    look=Look::Quiet
                    on_press=move |()| open(paths::JOBS)
                />
            </Show>
            <Button label="Sign out" glyph=Glyph::SignOut look=Look::Quiet on_press=leave />
        </Menu>
    }
}

/// All that the person belongs to, where it is more than one.
#[component]
fn Organizations(session: Session) -> impl IntoView {
    let switch = switcher(session);
    let open = Memo::new(move |_| {
        let me = session.me()?;
        let active = |membership: &Membership| membership.status == MemberStatus::Active;
        let all: Vec<_> = me.memberships.into_iter().filter(active).collect();
        let elsewhere = all.iter().any(|one| one.organization.id != me.organization.id);
        elsewhere.then_some((me.organization.id, all))
    });
    let one = move |now: OrganizationId, membership: Membership| {
        let organization = membership.organization;
        let is_now = organization.id == now;
        let glyph = if is_now { Glyph::Check } else { Glyph::Building };
        view! {
            <li>
                <button
                    type="button"
                    class="button quiet organization"
                    aria-current=is_now.then_some("true")
                    on:click=move |_| switch(organization.id, is_now)
                >
                    <Icon glyph />
                    <span class="lines">
                        <span class="first">{organization.name}</span>
                        <span class="second">{membership.role.title()}</span>
                    </span>
                </button>
            </li>
        }
    };
    move || {
        open.get().map(|(now, all)| {
            let rows = all.into_iter().map(|membership| one(now, membership)).collect_view();
            view! { <ul class="organizations" aria-label="Organizations">{rows}</ul> }
        })
    }
}

/// Works in another organization: nothing of the old one stays on the page.
fn switcher(session: Session) -> impl Fn(OrganizationId, bool) + Copy {
    let toasts = Toasts::of_page();
    let deletions = Deletions::of_page();
    let last = LastSearch::of_page();
    let navigate = StoredValue::new_local(use_navigate());
    move |organization, is_now| {
        close_menu(MENU);
        if is_now {
            return;
        }
        deletions.leave();
        spawn_local(async move {
            let client = session.client();
            match me::switch(client, &SwitchOrganization { organization }).await {
                Ok(open) => {
                    last.remember("");
                    let name = open.me.organization.name.clone();
                    // The address first, so that the new organization is not asked for what
                    // belongs to the old one.
                    navigate.try_with_value(|go| go(paths::SEARCH, NavigateOptions::default()));
                    client.open(open);
                    toasts.show(Toast::done(format!("You are in {name} now")));
                }
                Err(error) => {
                    toasts.show(Toast::failed(format!("You are where you were. {error}")));
                }
            }
        });
    }
}
