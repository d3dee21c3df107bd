use actix_web::{HttpResponse, post, web};
use domain::PushId;
use domain::audit::{Action, Event};
use domain::crm::{Push, PushState};

use super::load::{take_step, wrong_state};
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
    let now = app.sources.now();
    let push = take_step(&app, &access, id.into_inner(), move |c, scope, stored| {
        if !::crm::end(c, scope, stored, (FROM, PushState::Cancelled), now)? {
            return Err(wrong_state("Cancelling", stored.push.state));
        }
        Ok(Event::new(Action::PushCancelled))
    });
    Ok(HttpResponse::Ok().json(push.await?))
}
