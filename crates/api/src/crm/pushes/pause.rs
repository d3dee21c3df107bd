use actix_web::{HttpResponse, post, web};
use db::crm::push::step;
use domain::PushId;
use domain::audit::{Action, Event};
use domain::crm::{Push, PushState};

use super::load::{load, told, wrong_state};
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
    let push = access
        .act(&app, move |c, scope| {
            let stored = load(c, scope, id)?;
            if !step(c, scope, id, (&[PushState::Running], PushState::Paused), now)? {
                return Err(wrong_state("Pausing", stored.push.state));
            }
            let event = Event::new(Action::PushPaused).on(id);
            let stored = load(c, scope, id)?;
            Ok((told(c, scope, stored, now)?, event))
        })
        .await?;
    Ok(HttpResponse::Ok().json(push))
}
