use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::auth;
use crate::session::Session;

/// Identity providers to sign in with, where there are any.
#[component]
pub(super) fn Providers(next: String) -> impl IntoView {
    let providers = RwSignal::new(Vec::new());
    let client = Session::of_page().client();
    spawn_local(async move {
        // Without an answer the password still works.
        if let Ok(options) = auth::options(client).await {
            providers.try_set(options.providers);
        }
    });
    let next: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
    let next = StoredValue::new(next);
    let links = move || {
        let link = |provider: domain::access::Provider| {
            let start =
                format!("/api/v1/auth/oidc/{}/start?next={}", provider.id, next.get_value());
            // The server answers this address, not the application.
            view! {
                <a class="button" href=start rel="external">"Continue with " {provider.label}</a>
            }
        };
        providers.get().into_iter().map(link).collect_view()
    };
    view! {
        <Show when=move || providers.with(|providers| !providers.is_empty())>
            <div class="providers">
                <p class="or"><span>"or"</span></p>
                {links}
            </div>
        </Show>
    }
}
