use actix_web::{HttpResponse, post, web};
use domain::JobId;
use domain::audit::Action;
use domain::job::JobRecord;

use super::steer::{Step, steer};
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
    let step = Step {
        action: Action::JobRetried,
        name: "Trying again",
        take: |c, job| db::job::revive(c, job.id),
    };
    steer(&app, &access, id.into_inner(), step).await
}
