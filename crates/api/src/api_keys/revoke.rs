use actix_web::{HttpResponse, delete, web};
use domain::ApiKeyId;
use domain::audit::{Action, Event};

use crate::App;
use crate::access::{Access, KeysManage};
use crate::http::{Answer, Refusal};

/// Revoke an API key
///
/// Neither of its secrets works from the next request on.
#[utoipa::path(
    tag = "api-keys",
    security(("access_token" = [])),
    params(("id" = ApiKeyId, Path)),
    responses((status = 204, description = "Revoked")),
)]
#[delete("/api-keys/{id}")]
pub(crate) async fn revoke_api_key(
    app: web::Data<App>,
    access: Access<KeysManage>,
    id: web::Path<ApiKeyId>,
) -> Answer<HttpResponse> {
    let (id, now) = (id.into_inner(), app.sources.now());
    access
        .act(&app, move |c, scope| {
            if !db::api_key::revoke(c, scope, id, now)? {
                return Err(Refusal::not_found());
            }
            Ok(((), Event::new(Action::KeyRevoked).on(id)))
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
