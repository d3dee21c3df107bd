use actix_web::{get, web};
use domain::access::SignInOptions;

use crate::App;

/// Show how one can sign in and up
#[utoipa::path(
    tag = "auth",
    security(()),
    responses((status = 200, description = "Identity providers, and what follows a sign-up", body = SignInOptions)),
)]
#[get("/auth/options")]
pub(crate) async fn show_sign_in_options(app: web::Data<App>) -> web::Json<SignInOptions> {
    web::Json(SignInOptions { providers: app.providers.list(), sign_up: app.sign_up })
}
