use actix_web::{post, web};
use domain::ApiKeyId;
use domain::access::{IssuedApiKey, OVERLAP_HOURS, OVERLAP_HOURS_MAX, RotateApiKey};
use domain::audit::{Action, Event};
use domain::problem::FieldError;
use secrets::ApiKeySecret;

use super::create::stored;
use crate::App;
use crate::access::{Access, KeysManage};
use crate::http::{Answer, Refusal};

/// Give an API key a new secret
///
/// The secret of before works on for some hours, so that programs can be changed one by one. The key
/// keeps its id, its scopes and its expiry.
#[utoipa::path(
    tag = "api-keys",
    security(("access_token" = [])),
    params(("id" = ApiKeyId, Path)),
    request_body(content = RotateApiKey, example = json!({"overlap_hours": 24})),
    responses((status = 200, description = "The key with its new secret, shown this once", body = IssuedApiKey)),
)]
#[post("/api-keys/{id}/rotate")]
pub(crate) async fn rotate_api_key(
    app: web::Data<App>,
    access: Access<KeysManage>,
    id: web::Path<ApiKeyId>,
    body: web::Json<RotateApiKey>,
) -> Answer<web::Json<IssuedApiKey>> {
    let hours = body.overlap_hours.unwrap_or(OVERLAP_HOURS);
    if hours > OVERLAP_HOURS_MAX {
        let message = format!("Expected 0 to {OVERLAP_HOURS_MAX} hours.");
        let error = FieldError::new("overlap_hours", "invalid", message);
        return Err(Refusal::invalid(vec![error]));
    }
    let secret = ApiKeySecret::generate(&app.sources);
    let stored = stored(&secret);
    let (id, now) = (id.into_inner(), app.sources.now());
    let until = now.plus_seconds(i64::from(hours) * 3_600);
    let key = access
        .act(&app, move |c, scope| {
            let key = db::api_key::rotate(c, scope, id, &stored, until, now)?;
            let event = Event::new(Action::KeyRotated).on(id).with("overlap_hours", hours);
            Ok((key.ok_or_else(Refusal::not_found)?, event))
        })
        .await?;
    Ok(web::Json(IssuedApiKey { key, secret: secret.expose().to_owned() }))
}
