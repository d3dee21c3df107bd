use actix_web::{post, web};
use domain::notice::{NoticeSummary, READ_MAX, ReadNotices};
use domain::problem::FieldError;

use crate::App;
use crate::access::{Access, Membership};
use crate::http::{Answer, Refusal};

/// Mark notices as read
///
/// These, or all of the caller's. Ids that are none of theirs are passed over.
#[utoipa::path(
    tag = "notices",
    request_body(content = ReadNotices, example = json!({})),
    responses((status = 200, description = "How many are left unread", body = NoticeSummary)),
)]
#[post("/notices/read")]
pub(crate) async fn read_notices(
    app: web::Data<App>,
    access: Access<Membership>,
    body: web::Json<ReadNotices>,
) -> Answer<web::Json<NoticeSummary>> {
    let (ids, scope, now) = (body.into_inner().ids, access.scope, app.sources.now());
    if ids.as_ref().is_some_and(|ids| ids.len() > READ_MAX) {
        let message = format!("Send at most {READ_MAX}.");
        return Err(Refusal::invalid(vec![FieldError::new("ids", "too_long", message)]));
    }
    // Reading what one was told is no act that a log has to prove.
    let unread = app
        .db
        .write_for(scope.organization(), move |c| {
            scope.enter(c)?;
            db::notice::read(c, &scope, ids.as_deref(), now)?;
            Ok::<_, Refusal>(db::notice::unread(c, &scope)?)
        })
        .await?;
    Ok(web::Json(NoticeSummary { unread }))
}
