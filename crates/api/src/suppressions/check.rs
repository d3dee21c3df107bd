use actix_web::{post, web};
use domain::problem::FieldError;
use domain::suppression::{CheckSuppression, Identifier, Suppressed};

use crate::App;
use crate::access::{Access, PrivacyManage};
use crate::http::{Answer, Refusal};

/// Check a value
///
/// Whether a contact with this address, number or domain would be held back. In a body, so that it gets
/// into no log of addresses.
#[utoipa::path(
    tag = "suppressions",
    request_body(content = CheckSuppression, example = json!({"value": "ada@example.com"})),
    responses((status = 200, description = "Whether it is suppressed", body = Suppressed)),
)]
#[post("/suppressions/check")]
pub(crate) async fn check_suppression(
    app: web::Data<App>,
    access: Access<PrivacyManage>,
    body: web::Json<CheckSuppression>,
) -> Answer<web::Json<Suppressed>> {
    let identifier = Identifier::parse(&body.value)
        .map_err(|message| Refusal::invalid(vec![FieldError::new("value", "invalid", message)]))?;
    let scope = access.scope;
    let covering = identifier.covering();
    let digests = covering.iter().map(|one| app.suppressor.digest(scope.organization(), one));
    let digests: Vec<_> = digests.collect();
    let found =
        app.db.read_as(&scope, move |c| db::suppression::matching(c, &scope, &digests)).await?;
    Ok(web::Json(Suppressed { suppressed: !found.is_empty() }))
}
