use actix_web::{HttpResponse, post, web};
use domain::Code;
use domain::access::{SignIn, SignedIn};
use domain::value::Email;

use crate::App;
use crate::access::{Checked, open_session, signed_in};
use crate::http::{Answer, Refusal};

/// Sign in
///
/// The refresh token comes in an `HttpOnly` cookie.
#[utoipa::path(
    tag = "auth",
    security(()),
    request_body(content = SignIn, example = json!({"email": "ada@example.com", "password": "correct horse battery"})),
    responses((status = 200, description = "Signed in", body = SignedIn)),
)]
#[post("/auth/login")]
pub(crate) async fn sign_in(app: web::Data<App>, body: web::Json<SignIn>) -> Answer<HttpResponse> {
    let SignIn { email, password } = body.into_inner();
    let credentials = match Email::parse(&email) {
        Ok(email) => app.db.read(move |c| db::system::credentials(c, &email)).await?,
        Err(_) => None,
    };
    let (user, stored) = credentials.map(|known| (known.user, known.password_hash)).unzip();
    let rehashed = match app.passwords.check(password, stored).await? {
        Checked::Wrong => None,
        Checked::Right => Some(None),
        Checked::Rehashed(hash) => Some(Some(hash)),
    };
    let (Some(user), Some(rehashed)) = (user, rehashed) else {
        let detail = "Check both and try again.";
        return Err(Refusal::new(Code::WrongCredentials, detail));
    };
    let now = app.sources.now();
    let state = app.clone();
    let session = app
        .db
        .write(move |c| {
            if let Some(hash) = &rehashed {
                db::system::rehash(c, user, hash)?;
            }
            let home = db::system::home(c, user)?.ok_or_else(|| {
                let detail = "You belong to no organization any more. Ask to be invited again.";
                Refusal::new(Code::NotPermitted, detail)
            })?;
            Ok::<_, Refusal>(open_session(&state, c, &home, now)?)
        })
        .await?;
    let (answer, cookie) = signed_in(&app, session).await?;
    Ok(HttpResponse::Ok().cookie(cookie).json(answer))
}
