//! `/settings/keys`

mod form;
mod list;
mod rotation;
mod scopes;
mod secret;

use domain::access::{ApiKey, IssuedApiKey, Permission};
use leptos::prelude::*;

use super::frame::settings;
use super::loaded::Loaded;
use crate::api::api_keys;
use crate::session::Session;
use form::KeyForm;
use list::KeyList;
use secret::NewSecret;

const LEAD: &str = "For programs that speak to the API in the name of the organization.";

/// Keys for programs.
pub(crate) fn keys_page() -> AnyView {
    settings("API keys", LEAD, Some(Permission::KeysManage), || view! { <Keys /> }.into_any())
}

/// Everything that the parts of the page share; copies share it.
#[derive(Clone, Copy)]
struct KeyPage {
    session: Session,
    keys: Loaded<Vec<ApiKey>>,
    /// Shown this once.
    issued: RwSignal<Option<IssuedApiKey>>,
}

#[component]
fn Keys() -> impl IntoView {
    let session = Session::of_page();
    let client = session.client();
    let keys = Loaded::start(move || async move { Ok(api_keys::list(client).await?.keys) });
    let page = KeyPage { session, keys, issued: RwSignal::new(None) };
    view! {
        {move || page.issued.get().map(|issued| view! { <NewSecret issued page /> })}
        <KeyList page />
        <KeyForm page />
    }
}

impl KeyPage {
    /// Shows a secret, which no other answer will hold.
    fn show(self, issued: IssuedApiKey) {
        self.issued.try_set(Some(issued));
        self.keys.reload();
        crate::pages::form::to_top();
    }
}
