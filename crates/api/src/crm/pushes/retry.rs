use actix_web::{HttpResponse, post, web};
use db::crm::{push, push_item};
use domain::audit::{Action, Event};
use domain::crm::{Push, PushState};
use domain::{Code, JobId, PushId};

use super::load::{begun, load, take_step, wrong_state};
use crate::App;
use crate::access::{Access, CrmPush};
use crate::crm::connection::connected;
use crate::http::{Answer, Refusal};

/// Try the failed contacts again
///
/// Those alone, and each is looked up in the CRM before anything is sent again. They are taken from the package
/// once more, because a failure was given back.
#[utoipa::path(
    tag = "crm",
    params(("id" = PushId, Path)),
    responses((status = 202, description = "It starts", body = Push)),
)]
#[post("/crm/pushes/{id}/retry")]
pub(crate) async fn retry_push(
    app: web::Data<App>,
    access: Access<CrmPush>,
    id: web::Path<PushId>,
) -> Answer<HttpResponse> {
    // Not of a cancelled one: what was never sent would go, too.
    const FROM: &[PushState] = &[PushState::Done, PushState::Failed];
    let (id, job): (_, JobId) = (id.into_inner(), app.sources.id());
    let now = app.sources.now();
    let push = take_step(&app, &access, id, move |c, scope, stored| {
        connected(c, scope)?;
        let (state, planned) = (stored.push.state, stored.push.planned_at);
        if !FROM.contains(&state) || planned.is_none() {
            return Err(wrong_state("Trying again", state));
        }
        let rows = push_item::retry(c, scope, id, now)?;
        if rows == 0 && stored.push.counts.waiting() == 0 {
            return Err(Refusal::new(Code::WrongState, "No contact of this push has failed."));
        }
        let counts = push_item::counts(c, scope, id, stored.push.counts.total)?;
        push::set_counts(c, scope, id, &counts, now)?;
        let again = load(c, scope, id)?;
        let started = ::crm::start(c, scope, &again, FROM, (job, now))?;
        begun(&started, "Trying again", state)?;
        Ok(Event::new(Action::PushRetried).with("contacts", rows))
    });
    Ok(HttpResponse::Accepted().json(push.await?))
}
