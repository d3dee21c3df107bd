use actix_web::{post, web};
use db::{Conn, Scope};
use domain::Code;
use domain::access::{RecoveryCodes, SecondFactor};
use domain::audit::{Action, Event};
use domain::mail::SecurityChange;
use secrecy::ExposeSecret;

use crate::App;
use crate::access::{Access, Personal, post_change, use_app_code, wrong_code};
use crate::http::{Answer, Refusal};

/// Put a second factor in force
///
/// Takes a code of the app that the secret was given to, and answers recovery codes.
#[utoipa::path(
    tag = "me",
    security(("access_token" = [])),
    request_body(content = SecondFactor, example = json!({"code": "123456"})),
    responses((status = 200, description = "In force; the recovery codes, shown this once", body = RecoveryCodes)),
)]
#[post("/me/totp/confirm")]
pub(in crate::me) async fn confirm_totp(
    app: web::Data<App>,
    access: Access<Personal>,
    body: web::Json<SecondFactor>,
) -> Answer<web::Json<RecoveryCodes>> {
    let (state, code, now) = (app.clone(), body.into_inner().code, app.sources.now());
    let act = access.act(&app, move |c, scope| {
        let user = scope.user();
        let factor = db::account::factor(c, user)?;
        if factor.is_none_or(|factor| factor.confirmed) {
            let detail = "There is no second factor to confirm. Begin to set one up first.";
            return Err(Refusal::new(Code::WrongState, detail));
        }
        if !use_app_code(&state, c, user, &code, now)? {
            return Err(wrong_code());
        }
        db::account::confirm_factor(c, user, now)?;
        post_change(&state, c, user, SecurityChange::SecondFactorOn, now)?;
        let codes = new_codes(&state, c, scope)?;
        let event = Event::new(Action::SecondFactorEnabled).on(user);
        Ok((codes, event.with("step", "in_force")))
    });
    let codes = access.attempt(&app, act).await?;
    Ok(web::Json(codes))
}

/// Replaces all recovery codes; only their keyed hashes are kept.
pub(super) fn new_codes(app: &App, conn: &mut Conn, scope: &Scope) -> Answer<RecoveryCodes> {
    let codes = secrets::recovery_codes(&app.sources);
    let user = scope.user();
    let hash =
        |code: &secrecy::SecretString| app.secrets.links.recovery_hash(user, code.expose_secret());
    let hashes: Vec<[u8; 32]> = codes.iter().map(hash).collect();
    db::account::replace_recovery_codes(conn, user, &hashes)?;
    let codes = codes.iter().map(|code| code.expose_secret().to_owned()).collect();
    Ok(RecoveryCodes { codes })
}
