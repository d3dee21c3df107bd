use actix_web::{get, web};
use domain::JobId;
use domain::job::JobRecord;

use super::load::load;
use crate::App;
use crate::access::{Access, Operator};
use crate::http::Answer;

/// Show a job
#[utoipa::path(
    tag = "operator",
    security(("access_token" = [])),
    params(("id" = JobId, Path)),
    responses((status = 200, description = "The job", body = JobRecord)),
)]
#[get("/operator/jobs/{id}")]
pub(crate) async fn show_job(
    app: web::Data<App>,
    _access: Access<Operator>,
    id: web::Path<JobId>,
) -> Answer<web::Json<JobRecord>> {
    let id = id.into_inner();
    Ok(web::Json(app.db.read(move |c| load(c, id)).await?))
}
