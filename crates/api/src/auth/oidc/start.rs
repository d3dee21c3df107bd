use actix_web::http::header;
use actix_web::{HttpResponse, get, web};
use serde::Deserialize;

use crate::App;
use crate::http::{Answer, Refusal, SIGN_IN};

#[derive(Deserialize)]
struct Query {
    next: Option<String>,
}

/// Go to an identity provider
///
/// For a browser: leads to the provider, which leads back to the callback.
#[utoipa::path(
    tag = "auth",
    security(()),
    params(
        ("provider" = String, Path, description = "An id of GET auth/options"),
        ("next" = Option<String>, Query, description = "The page to open afterwards: a path of this service"),
    ),
    responses((status = 303, description = "To the provider")),
)]
#[get("/auth/oidc/{provider}/start")]
pub(crate) async fn start_oidc(
    app: web::Data<App>,
    provider: web::Path<String>,
    query: web::Query<Query>,
) -> Answer<HttpResponse> {
    let provider = provider.into_inner();
    let next = query.into_inner().next.filter(|next| is_own_page(next));
    let next = next.unwrap_or_else(|| "/search".to_owned());
    let callback = callback_url(&app, &provider);
    let started = app.providers.start(&provider, &callback, &next, &app.sources).await;
    let started = started.map_err(|error| match error {
        connect::oidc::OidcError::UnknownProvider => Refusal::not_found(),
        other => {
            let detail =
                "The identity provider does not answer. Sign in by password, or try later.";
            Refusal::unavailable(detail, &other)
        }
    })?;
    Ok(HttpResponse::SeeOther()
        .insert_header((header::LOCATION, started.url))
        .cookie(SIGN_IN.remember(&app, &started.pending.provider, &started.pending)?)
        .finish())
}

/// Where the provider sends browsers back to; from the configuration, never from the request.
pub(super) fn callback_url(app: &App, provider: &str) -> String {
    format!("{}/api/v1/auth/oidc/{provider}/callback", app.public_url)
}

/// Only pages of our own: anything else would make us a springboard to foreign ones.
fn is_own_page(next: &str) -> bool {
    next.starts_with('/')
        && !next.starts_with("//")
        && !next.starts_with("/api/")
        && !next.contains(['\\', '\r', '\n'])
        && next.is_ascii()
}
