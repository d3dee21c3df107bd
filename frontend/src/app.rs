//! The application: what is provided to all pages, and which page stands under which address.

use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Redirect, Route, Router};
use leptos_router::path;

use crate::pages::commands::Desk;
use crate::pages::lists::KnownLists;
use crate::pages::private::{personal, private, without_factor};
use crate::pages::search::Deletions;
use crate::pages::shell::{ConfirmAddress, Header};
use crate::pages::{
    contact, crm, forgot, import, imports, invitation, lists, missing, operator, reset, search,
    settings, sign_in, sign_up, verify,
};
use crate::router::{LastSearch, paths};
use crate::session::Session;
use crate::ui::{Toaster, Toasts};

/// The root of everything that is seen.
#[component]
pub(crate) fn App() -> impl IntoView {
    let session = Session::start();
    let toasts = Toasts::new();
    provide_context(session);
    provide_context(toasts);
    provide_context(LastSearch::new());
    provide_context(Desk::start());
    provide_context(Deletions::start(session, toasts));
    provide_context(KnownLists::start(session, toasts));
    Effect::new(move |_| {
        if session.is_restored() {
            remove_splash();
        }
    });
    view! {
        <Router>
            <Show when=move || session.is_restored()>
                <Show when=move || session.is_open()>
                    <Header />
                    <ConfirmAddress />
                </Show>
                <main id="main" tabindex="-1">
                    <Pages />
                </main>
            </Show>
        </Router>
        <Toaster toasts />
    }
}

#[component]
fn Pages() -> impl IntoView {
    view! {
        <FlatRoutes fallback=missing::missing_page>
            <Route path=path!("/") view=|| view! { <Redirect path=paths::SEARCH /> }.into_any() />
            <Route path=path!("/login") view=sign_in::sign_in_page />
            <Route path=path!("/signup") view=sign_up::sign_up_page />
            <Route path=path!("/forgot") view=forgot::forgot_page />
            <Route path=path!("/reset") view=reset::reset_page />
            <Route path=path!("/verify") view=verify::verify_page />
            <Route path=path!("/invitation") view=invitation::invitation_page />
            <Route path=path!("/search") view=private(search::search_page) />
            <Route path=path!("/contacts/new") view=private(contact::new_contact_page) />
            <Route path=path!("/contacts/:id") view=private(contact::contact_page) />
            <Route path=path!("/contacts/:id/edit") view=private(contact::edit_contact_page) />
            <Route path=path!("/lists") view=private(lists::lists_page) />
            <Route path=path!("/imports") view=private(imports::imports_page) />
            <Route path=path!("/imports/:id") view=private(import::import_page) />
            <Route path=path!("/crm") view=private(crm::pushes_page) />
            <Route path=path!("/crm/pushes/:id") view=private(crm::push_page) />
            <Route path=path!("/settings") view=|| view! { <Redirect path=paths::PROFILE /> }.into_any() />
            <Route path=path!("/settings/profile") view=personal(settings::profile_page) />
            <Route path=path!("/settings/security") view=without_factor(settings::security_page) />
            <Route path=path!("/settings/organization") view=private(settings::organization_page) />
            <Route path=path!("/settings/crm") view=private(crm::connection_page) />
            <Route path=path!("/settings/crm/mapping") view=private(crm::mapping_page) />
            <Route path=path!("/settings/members") view=private(settings::members_page) />
            <Route path=path!("/settings/keys") view=private(settings::keys_page) />
            <Route path=path!("/settings/audit") view=private(settings::audit_page) />
            <Route path=path!("/settings/requests") view=private(settings::requests_page) />
            <Route path=path!("/settings/suppression") view=private(settings::suppression_page) />
            <Route path=path!("/settings/usage") view=private(settings::usage_page) />
            <Route path=path!("/operator/jobs") view=private(operator::jobs_page) />
        </FlatRoutes>
    }
}

/// The page came with a quiet picture of itself, for the time until the program runs.
fn remove_splash() {
    if let Some(splash) = document().get_element_by_id("splash") {
        splash.remove();
    }
}
