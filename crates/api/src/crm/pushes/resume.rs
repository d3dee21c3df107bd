use actix_web::{HttpResponse, post, web};
use db::crm::push::step;
use domain::audit::{Action, Event};
use domain::crm::{Push, PushState};
use domain::job::Job;
use domain::{JobId, PushId};

use super::load::{take_step, wrong_state};
use crate::App;
use crate::access::{Access, CrmPush};
use crate::crm::connection::connected;
use crate::http::Answer;

/// Go on with a push
///
/// From where it was paused. It takes nothing more from the package.
#[utoipa::path(
    tag = "crm",
    params(("id" = PushId, Path)),
    responses((status = 202, description = "It goes on", body = Push)),
)]
#[post("/crm/pushes/{id}/resume")]
pub(crate) async fn resume_push(
    app: web::Data<App>,
    access: Access<CrmPush>,
    id: web::Path<PushId>,
) -> Answer<HttpResponse> {
    let (id, job): (_, JobId) = (id.into_inner(), app.sources.id());
    let now = app.sources.now();
    let push = take_step(&app, &access, id, move |c, scope, stored| {
        connected(c, scope)?;
        if !step(c, scope, id, (&[PushState::Paused], PushState::Running), now)? {
            return Err(wrong_state("Going on", stored.push.state));
        }
        db::job::enqueue(c, scope, job, &Job::PushContacts { push: id })?;
        Ok(Event::new(Action::PushResumed))
    });
    Ok(HttpResponse::Accepted().json(push.await?))
}
