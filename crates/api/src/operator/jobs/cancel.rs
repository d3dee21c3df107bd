use actix_web::{HttpResponse, post, web};
use domain::JobId;
use domain::audit::{Action, Event};
use domain::job::JobRecord;

use super::load::{load, tenant, wrong_state};
use crate::App;
use crate::access::{Access, Operator};
use crate::http::Answer;

/// Cancel a job
///
/// A job that waits never begins; one at work ends at its next step. A worker sees to both within
/// moments, and puts right what the job worked on: an import that was being staged is cancelled, a
/// commit goes back to its review or, if rows were written, fails and says how many.
#[utoipa::path(
    tag = "operator",
    security(("access_token" = [])),
    params(("id" = JobId, Path)),
    responses((status = 202, description = "Its end was asked for", body = JobRecord)),
)]
#[post("/operator/jobs/{id}/cancel")]
pub(crate) async fn cancel_job(
    app: web::Data<App>,
    access: Access<Operator>,
    id: web::Path<JobId>,
) -> Answer<HttpResponse> {
    let id = id.into_inner();
    let job = access
        .act_as_operator(&app, move |c| {
            let job = load(c, id)?;
            if !job.may_cancel || !db::job::ask_cancel(c, id)? {
                return Err(wrong_state("Cancelling", job.state));
            }
            let event = Event::new(Action::JobCancelled).on(id).with("kind", job.kind.as_str());
            Ok((load(c, id)?, event, tenant(&job)))
        })
        .await?;
    Ok(HttpResponse::Accepted().json(job))
}
