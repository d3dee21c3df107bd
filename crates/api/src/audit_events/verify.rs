use actix_web::{get, web};
use domain::audit::Verdict;

use crate::App;
use crate::access::{Access, AuditRead};
use crate::http::{Answer, Refusal};

/// Verify the audit log
///
/// Reads all of it and finds every row that was edited, deleted, swapped or cut off. Keep the head of
/// the answer: `server audit-verify --known` compares a later log with it.
#[utoipa::path(
    tag = "audit",
    responses((status = 200, description = "The verdict", body = Verdict)),
)]
#[get("/audit-events/verify")]
pub(crate) async fn verify_audit_events(
    app: web::Data<App>,
    access: Access<AuditRead>,
) -> Answer<web::Json<Verdict>> {
    let (pen, scope) = (app.pen.clone(), access.scope);
    // Each reads a whole log on one connection; others need the rest of them.
    let _turn = app.verifications.acquire().await.map_err(Refusal::internal)?;
    let verdict = app
        .db
        .read_as(&scope, move |c| db::audit::verify(c, &pen, scope.organization(), None))
        .await?;
    Ok(web::Json(verdict))
}
