use actix_web::{HttpResponse, post, web};
use db::crm::push::step;
use domain::PushId;
use domain::audit::{Action, Event};
use domain::crm::{Push, PushState};

use super::load::{take_step, wrong_state};
use crate::App;
use crate::access::{Access, CrmPush};
use crate::http::Answer;

/// Pause a push
///
/// Contacts that are on their way at this moment still arrive; then nothing is sent until it goes on.
#[utoipa::path(
    tag = "crm",
    params(("id" = PushId, Path)),
    responses((status = 200, description = "Paused", body = Push)),
)]
#[post("/crm/pushes/{id}/pause")]
pub(crate) async fn pause_push(
    app: web::Data<App>,
    access: Access<CrmPush>,
    id: web::Path<PushId>,
) -> Answer<HttpResponse> {
    let (id, now) = (id.into_inner(), app.sources.now());
    let push = take_step(&app, &access, id, move |c, scope, stored| {
        if !step(c, scope, id, (&[PushState::Running], PushState::Paused), now)? {
            return Err(wrong_state("Pausing", stored.push.state));
        }
        Ok(Event::new(Action::PushPaused))
    });
    Ok(HttpResponse::Ok().json(push.await?))
}
