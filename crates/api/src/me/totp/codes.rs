use actix_web::{post, web};
use domain::access::{RecoveryCodes, SecondFactor};
use domain::audit::{Action, Event};

use super::confirm::new_codes;
use crate::App;
use crate::access::{Access, Personal, use_code, wrong_code};
use crate::http::Answer;

/// Make new recovery codes
///
/// Takes a code of the second factor. The codes of before work no more.
#[utoipa::path(
    tag = "me",
    security(("access_token" = [])),
    request_body(content = SecondFactor, example = json!({"code": "123456"})),
    responses((status = 200, description = "The new codes, shown this once", body = RecoveryCodes)),
)]
#[post("/me/totp/recovery-codes")]
pub(in crate::me) async fn make_recovery_codes(
    app: web::Data<App>,
    access: Access<Personal>,
    body: web::Json<SecondFactor>,
) -> Answer<web::Json<RecoveryCodes>> {
    let (state, code, now) = (app.clone(), body.into_inner().code, app.sources.now());
    let act = access.act(&app, move |c, scope| {
        use_code(&state, c, scope.user(), &code, now)?.ok_or_else(wrong_code)?;
        let codes = new_codes(&state, c, scope)?;
        Ok((codes, Event::new(Action::RecoveryCodesMade).on(scope.user())))
    });
    let codes = access.attempt(&app, act).await?;
    Ok(web::Json(codes))
}
