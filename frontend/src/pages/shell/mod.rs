//! What stands around every page once somebody is signed in.

mod account;
mod address;

use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;

use crate::pages::commands::{Command, Desk, Palette};
use crate::pages::notices::Bell;
use crate::router::paths;
use crate::session::Session;
use crate::ui::{Button, Glyph, Icon, Look, Theme, ThemeSwitch};
use account::AccountMenu;
pub(crate) use address::ConfirmAddress;

/// Brand, navigation, the button for a new contact, and the account.
#[component]
pub(crate) fn Header() -> impl IntoView {
    let session = Session::of_page();
    let organization = move || session.me().map(|me| me.organization.name);
    let navigate = use_navigate();
    let add = move |()| navigate(paths::NEW_CONTACT, leptos_router::NavigateOptions::default());
    let add = StoredValue::new_local(add);
    let may_add = move || session.allows(domain::access::Permission::ContactsWrite);
    let may_push = move || session.allows(domain::access::Permission::CrmPush);
    let (theme, desk) = (Theme::start(), Desk::of_page());
    desk.serve(Command::SwitchTheme, move |()| theme.switch());
    desk.serve_while(Command::NewContact, may_add, move |()| add.with_value(|add| add(())));
    view! {
        <header class="header">
            <div class="brand">
                <span class="brand-mark" aria-hidden="true"></span>
                <span class="brand-name">{organization}</span>
            </div>
            <nav class="main-nav" aria-label="Main">
                <A href=paths::SEARCH attr:class="nav-link"><Icon glyph=Glyph::Search />"Search"</A>
                <Show when=move || session.allows(domain::access::Permission::ListsRead)>
                    <A href=paths::LISTS attr:class="nav-link"><Icon glyph=Glyph::List />"Lists"</A>
                </Show>
                <A href=paths::IMPORTS attr:class="nav-link"><Icon glyph=Glyph::Upload />"Imports"</A>
                <Show when=may_push>
                    <A href=paths::CRM attr:class="nav-link"><Icon glyph=Glyph::ArrowRight />"Pushes"</A>
                </Show>
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
                <Palette />
                <Show when=move || session.at_work().is_some()>
                    <Bell />
                </Show>
                <ThemeSwitch theme />
                <AccountMenu session />
            </div>
        </header>
    }
}
