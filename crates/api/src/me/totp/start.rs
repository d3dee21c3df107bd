use actix_web::{post, web};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use domain::Code;
use domain::access::TotpSetup;
use domain::audit::{Action, Event};
use qrcode::QrCode;
use qrcode::render::svg;

use crate::App;
use crate::access::{Access, Personal, SECRET_BYTES, totp};
use crate::http::{Answer, Refusal};

/// Begin to set up a second factor
///
/// Makes a secret for an authenticator app. It is in force once a code of it was confirmed; asking
/// again makes another one.
#[utoipa::path(
    tag = "me",
    security(("access_token" = [])),
    responses((status = 200, description = "The secret, shown this once", body = TotpSetup)),
)]
#[post("/me/totp")]
pub(in crate::me) async fn start_totp(
    app: web::Data<App>,
    access: Access<Personal>,
) -> Answer<web::Json<TotpSetup>> {
    let (state, now) = (app.clone(), app.sources.now());
    let setup = access
        .act(&app, move |c, scope| {
            let user = scope.user();
            let secret: [u8; SECRET_BYTES] = state.sources.bytes();
            let row = user.to_string();
            let cell = vault::Cell::of_factor(&row);
            let (sealed, version) = state.secrets.vault.seal(c, cell, &secret, now)?;
            if !db::account::start_factor(c, user, &sealed, version)? {
                let detail = "You have a second factor. Turn it off before you set up another one.";
                return Err(Refusal::new(Code::WrongState, detail));
            }
            let (person, _) = db::account::person(c, user)?.ok_or_else(Refusal::not_found)?;
            let event = Event::new(Action::SecondFactorEnabled).on(user).with("step", "begun");
            Ok((setup(&secret, &person.email)?, event))
        })
        .await?;
    Ok(web::Json(setup))
}

fn setup(secret: &[u8], account: &str) -> Answer<TotpSetup> {
    let totp = totp(secret, account)?;
    let uri = totp.to_url().map_err(Refusal::internal)?;
    let code = QrCode::new(uri.as_bytes()).map_err(Refusal::internal)?;
    let picture = code.render::<svg::Color<'_>>().min_dimensions(200, 200).build();
    Ok(TotpSetup {
        secret: totp.secret().to_base32(),
        qr: format!("data:image/svg+xml;base64,{}", BASE64_STANDARD.encode(picture)),
        uri,
    })
}
