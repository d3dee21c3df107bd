use actix_web::{HttpResponse, post, web};
use domain::PushId;
use domain::audit::{Action, Event};
use domain::crm::{Push, PushState};

use super::load::{load, told, wrong_state};
use crate::App;
use crate::access::{Access, CrmPush};
use crate::http::Answer;

/// Cancel a push
///
/// What was written into the CRM stays there; what was not is given back to the package.
#[utoipa::path(
    tag = "crm",
    params(("id" = PushId, Path)),
    responses((status = 200, description = "Cancelled", body = Push)),
)]
#[post("/crm/pushes/{id}/cancel")]
pub(crate) async fn cancel_push(
    app: web::Data<App>,
    access: Access<CrmPush>,
    id: web::Path<PushId>,
) -> Answer<HttpResponse> {
    const FROM: &[PushState] =
        &[PushState::Planning, PushState::Ready, PushState::Running, PushState::Paused];
    let (id, now) = (id.into_inner(), app.sources.now());
    let push = access
        .act(&app, move |c, scope| {
            let stored = load(c, scope, id)?;
            if !::crm::end(c, scope, &stored, (FROM, PushState::Cancelled), now)? {
                return Err(wrong_state("Cancelling", stored.push.state));
            }
            let event = Event::new(Action::PushCancelled).on(id);
            let stored = load(c, scope, id)?;
            Ok((told(c, scope, stored, now)?, event))
        })
        .await?;
    Ok(HttpResponse::Ok().json(push))
}
