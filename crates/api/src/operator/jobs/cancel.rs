use actix_web::{HttpResponse, post, web};
use domain::JobId;
use domain::audit::Action;
use domain::job::JobRecord;

use super::steer::{Step, steer};
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
    let step = Step {
        action: Action::JobCancelled,
        name: "Cancelling",
        take: |c, job| Ok(job.may_cancel && db::job::ask_cancel(c, job.id)?),
    };
    steer(&app, &access, id.into_inner(), step).await
}
