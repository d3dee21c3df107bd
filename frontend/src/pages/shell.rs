//! What stands around every page once somebody is signed in.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;

use super::search::Deletions;
use crate::router::paths;
use crate::session::Session;
use crate::ui::{Avatar, Button, Glyph, Icon, Look, Menu, ThemeSwitch, Toast, Toasts};

/// Brand, navigation, the button for a new contact, and the account.
#[component]
pub(crate) fn Header() -> impl IntoView {
    let session = Session::of_page();
    let organization = move || session.me().map(|me| me.organization.name);
    let navigate = use_navigate();
    let add = move |()| navigate(paths::NEW_CONTACT, leptos_router::NavigateOptions::default());
    let add = StoredValue::new_local(add);
    let may_add = move || session.allows(domain::access::Permission::ContactsWrite);
    view! {
        <header class="header">
            <div class="brand">
                <span class="brand-mark" aria-hidden="true"></span>
                <span class="brand-name">{organization}</span>
            </div>
            <nav class="main-nav" aria-label="Main">
                <A href=paths::SEARCH attr:class="nav-link"><Icon glyph=Glyph::Search />"Search"</A>
                <A href=paths::IMPORTS attr:class="nav-link"><Icon glyph=Glyph::Upload />"Imports"</A>
            </nav>
            <div class="header-end">
                <Show when=may_add>
                    <Button
                        label="New contact"
                        glyph=Glyph::Plus
                        look=Look::Secondary
                        on_press=move |()| add.with_value(|add| add(()))
                    />
                </Show>
                <ThemeSwitch />
                <Account session />
            </div>
        </header>
    }
}

#[component]
fn Account(session: Session) -> impl IntoView {
    let toasts = Toasts::of_page();
    let deletions = Deletions::of_page();
    let leave = move |()| {
        deletions.flush();
        spawn_local(async move {
            if let Err(error) = session.sign_out().await {
                toasts.show(Toast::failed(format!("You are still signed in. {error}")));
            }
        });
    };
    let name = move || session.me().map(|me| me.user.name).unwrap_or_default();
    let email = move || session.me().map(|me| me.user.email);
    view! {
        <Menu
            id="account"
            label="Account"
            trigger=Box::new(move || view! { {move || view! { <Avatar name=name() /> }} }.into_any())
        >
            <div class="menu-head">
                <strong>{name}</strong>
                <span>{email}</span>
            </div>
            <Button label="Sign out" glyph=Glyph::SignOut look=Look::Quiet on_press=leave />
        </Menu>
    }
}
