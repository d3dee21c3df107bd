use actix_web::{HttpResponse, delete, web};
use domain::audit::{Action, Event};

use crate::App;
use crate::access::{Access, Personal};
use crate::http::Answer;

/// End all of one's sessions but this one
#[utoipa::path(
    tag = "me",
    security(("access_token" = [])),
    responses((status = 204, description = "Ended")),
)]
#[delete("/me/sessions")]
pub(in crate::me) async fn end_other_sessions(
    app: web::Data<App>,
    access: Access<Personal>,
) -> Answer<HttpResponse> {
    let (session, now) = (access.session()?, app.sources.now());
    access
        .act(&app, move |c, scope| {
            let ended = db::session::end_others(c, scope.user(), Some(session), now)?;
            let event = Event::new(Action::SessionEnded).on(scope.user());
            Ok(((), event.with("sessions_ended", ended)))
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
