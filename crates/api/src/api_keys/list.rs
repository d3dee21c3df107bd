use actix_web::{get, web};
use domain::access::ApiKeyList;

use crate::App;
use crate::access::{Access, KeysManage};
use crate::http::Answer;

/// List API keys
#[utoipa::path(
    tag = "api-keys",
    security(("access_token" = [])),
    responses((status = 200, description = "Keys that are not revoked, newest first", body = ApiKeyList)),
)]
#[get("/api-keys")]
pub(crate) async fn list_api_keys(
    app: web::Data<App>,
    access: Access<KeysManage>,
) -> Answer<web::Json<ApiKeyList>> {
    let (scope, now) = (access.scope, app.sources.now());
    let keys = app.db.read_as(&scope, move |c| db::api_key::list(c, &scope, now)).await?;
    Ok(web::Json(ApiKeyList { keys }))
}
