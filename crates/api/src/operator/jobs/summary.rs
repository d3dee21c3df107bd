use actix_web::{get, web};
use domain::job::JobFigures;

use crate::App;
use crate::access::{Access, Operator};
use crate::http::Answer;

/// Count jobs
///
/// For each kind: how many wait, run and have failed, for how long the oldest waits, and how many
/// were done in the last hour.
#[utoipa::path(
    tag = "operator",
    security(("access_token" = [])),
    responses((status = 200, description = "Figures for each kind", body = JobFigures)),
)]
#[get("/operator/jobs/summary")]
pub(crate) async fn summarize_jobs(
    app: web::Data<App>,
    _access: Access<Operator>,
) -> Answer<web::Json<JobFigures>> {
    Ok(web::Json(app.db.read(db::job::figures).await?))
}
