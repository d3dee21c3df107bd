use actix_web::{HttpResponse, post, web};
use domain::audit::{Action, Event};

use crate::App;
use crate::access::{Access, Personal, post_verification};
use crate::http::{Answer, Refusal};

/// Mail the link that confirms one's address again
///
/// Does nothing if the address is confirmed already.
#[utoipa::path(
    tag = "me",
    security(("access_token" = [])),
    responses((status = 202, description = "Look into your mail")),
)]
#[post("/me/email/verification")]
pub(crate) async fn send_verification(
    app: web::Data<App>,
    access: Access<Personal>,
) -> Answer<HttpResponse> {
    let (state, now) = (app.clone(), app.sources.now());
    access
        .act(&app, move |c, scope| {
            let user = scope.user();
            let known = db::account::credentials_of(c, user)?;
            let (known, email) = known.ok_or_else(Refusal::not_found)?;
            if !known.email_verified {
                post_verification(&state, c, (user, &known.name), &email, now)?;
            }
            let event = Event::new(Action::ProfileChanged).on(user);
            Ok(((), event.with("field", "verification_mail")))
        })
        .await?;
    Ok(HttpResponse::Accepted().finish())
}
