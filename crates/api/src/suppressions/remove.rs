use actix_web::{HttpResponse, delete, post, web};
use domain::SuppressionId;
use domain::audit::{Action, Event};
use domain::suppression::{RemoveSuppressions, SuppressionsRemoved};

use super::add::identifiers;
use crate::App;
use crate::access::{Access, PrivacyManage};
use crate::http::{Answer, Refusal};

/// Remove a suppression
#[utoipa::path(
    tag = "suppressions",
    params(("id" = SuppressionId, Path)),
    responses((status = 204, description = "Removed")),
)]
#[delete("/suppressions/{id}")]
pub(crate) async fn remove_suppression(
    app: web::Data<App>,
    access: Access<PrivacyManage>,
    id: web::Path<SuppressionId>,
) -> Answer<HttpResponse> {
    let id = id.into_inner();
    access
        .act(&app, move |c, scope| {
            if !db::suppression::remove(c, scope, id)? {
                return Err(Refusal::not_found());
            }
            let event = Event::new(Action::SuppressionsRemoved).on(id);
            Ok(((), event.with("removed", 1)))
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Remove suppressions by value
///
/// For whoever has the addresses; what cannot be read or is not on the list counts for nothing.
#[utoipa::path(
    tag = "suppressions",
    request_body(content = RemoveSuppressions, example = json!({"values": ["ada@example.com"]})),
    responses((status = 200, description = "How many were on the list", body = SuppressionsRemoved)),
)]
#[post("/suppressions/remove")]
pub(crate) async fn remove_suppressions(
    app: web::Data<App>,
    access: Access<PrivacyManage>,
    body: web::Json<RemoveSuppressions>,
) -> Answer<web::Json<SuppressionsRemoved>> {
    let owner = access.scope.organization();
    let digests: Vec<_> = identifiers(&body.values)?
        .iter()
        .flatten()
        .map(|identifier| app.suppressor.digest(owner, identifier))
        .collect();
    let removed = access
        .act(&app, move |c, scope| {
            let removed = db::suppression::remove_digests(c, scope, &digests)?;
            Ok((removed, Event::new(Action::SuppressionsRemoved).with("removed", removed)))
        })
        .await?;
    Ok(web::Json(SuppressionsRemoved { removed: u64::try_from(removed).unwrap_or_default() }))
}
