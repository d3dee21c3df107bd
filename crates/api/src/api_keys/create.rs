use actix_web::{HttpResponse, post, web};
use db::api_key::Secret;
use domain::access::{IssuedApiKey, NewApiKey};
use domain::audit::{Action, Event};
use secrets::ApiKeySecret;
use serde_json::Value;

use crate::App;
use crate::access::{Access, KeysManage};
use crate::http::{Answer, Refusal};

/// Make an API key
///
/// Its scopes are at most what the maker's role holds, and what the maker loses later the key loses,
/// too. The secret is in the answer and nowhere else.
#[utoipa::path(
    tag = "api-keys",
    security(("access_token" = [])),
    request_body(content = NewApiKey, example = json!({"name": "Nightly sync", "scopes": ["contacts:read", "contacts:write"], "expires_in_days": 90})),
    responses((status = 201, description = "The key with its secret, shown this once", body = IssuedApiKey)),
)]
#[post("/api-keys")]
pub(crate) async fn create_api_key(
    app: web::Data<App>,
    access: Access<KeysManage>,
    body: web::Json<NewApiKey>,
) -> Answer<HttpResponse> {
    let wanted = body.into_inner().parse(access.principal.standing.role);
    let wanted = wanted.map_err(Refusal::invalid)?;
    let secret = ApiKeySecret::generate(&app.sources);
    let stored = stored(&secret);
    let (id, now) = (app.sources.id(), app.sources.now());
    let key = access
        .act(&app, move |c, scope| {
            let key = db::api_key::create(c, scope, id, &wanted, &stored, now)?;
            let scopes: Vec<&str> = key.scopes.iter().map(|scope| scope.as_str()).collect();
            let event = Event::new(Action::KeyMade)
                .on(id)
                .with("scopes", scopes)
                .with("days", Value::from(wanted.days));
            Ok((key, event))
        })
        .await?;
    let issued = IssuedApiKey { key, secret: secret.expose().to_owned() };
    Ok(HttpResponse::Created().json(issued))
}

/// A secret as the table knows it.
pub(super) fn stored(secret: &ApiKeySecret) -> Secret {
    Secret { hash: secret.hash(), prefix: secret.prefix() }
}
