use actix_web::{HttpResponse, delete, web};
use domain::SessionId;
use domain::audit::{Action, Event};

use crate::App;
use crate::access::{Access, Personal};
use crate::http::{Answer, Refusal};

/// End one of one's sessions
///
/// Its tokens work no more from the next request on.
#[utoipa::path(
    tag = "me",
    security(("access_token" = [])),
    params(("id" = SessionId, Path)),
    responses((status = 204, description = "Ended")),
)]
#[delete("/me/sessions/{id}")]
pub(in crate::me) async fn end_session(
    app: web::Data<App>,
    access: Access<Personal>,
    id: web::Path<SessionId>,
) -> Answer<HttpResponse> {
    let (id, now) = (id.into_inner(), app.sources.now());
    access
        .act(&app, move |c, scope| {
            if !db::session::end(c, scope, id, now)? {
                return Err(Refusal::not_found());
            }
            Ok(((), Event::new(Action::SessionEnded).on(id)))
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
