use actix_web::{get, web};
use domain::access::Me;

use crate::App;
use crate::access::{Access, Personal, me};
use crate::http::Answer;

/// Show who is signed in
///
/// The person, the organization that the session works in, and what they may do there.
#[utoipa::path(
    tag = "me",
    security(("access_token" = [])),
    responses((status = 200, description = "The signed-in person", body = Me)),
)]
#[get("/me")]
pub(crate) async fn show_me(
    app: web::Data<App>,
    access: Access<Personal>,
) -> Answer<web::Json<Me>> {
    Ok(web::Json(me(&app, &access.principal).await?))
}
