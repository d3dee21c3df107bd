use actix_web::{HttpResponse, post, web};
use domain::JobId;
use domain::audit::{Action, Event};
use domain::job::JobRecord;

use super::load::{load, tenant, wrong_state};
use crate::App;
use crate::access::{Access, Operator};
use crate::http::Answer;

/// Try a failed job again
///
/// It goes back into the queue with all its attempts before it; a failed import goes on where it
/// ended.
#[utoipa::path(
    tag = "operator",
    security(("access_token" = [])),
    params(("id" = JobId, Path)),
    responses((status = 202, description = "It waits for a worker", body = JobRecord)),
)]
#[post("/operator/jobs/{id}/retry")]
pub(crate) async fn retry_job(
    app: web::Data<App>,
    access: Access<Operator>,
    id: web::Path<JobId>,
) -> Answer<HttpResponse> {
    let id = id.into_inner();
    let job = access
        .act_as_operator(&app, move |c| {
            let job = load(c, id)?;
            if !db::job::revive(c, id)? {
                return Err(wrong_state("Trying again", job.state));
            }
            let event = Event::new(Action::JobRetried).on(id).with("kind", job.kind.as_str());
            Ok((load(c, id)?, event, tenant(&job)))
        })
        .await?;
    Ok(HttpResponse::Accepted().json(job))
}
