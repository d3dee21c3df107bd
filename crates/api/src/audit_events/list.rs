use actix_web::{get, web};
use domain::audit::AuditPage;

use super::filter::Query;
use crate::App;
use crate::access::{Access, AuditRead};
use crate::http::{Answer, page_size, read_cursor, write_cursor};

/// List audit events
///
/// Who did what to what, when, and from where: newest first.
#[utoipa::path(
    tag = "audit",
    params(
        ("action" = Option<String>, Query, description = "Such as `contact.created`"),
        ("outcome" = Option<String>, Query, description = "`done`, `denied` or `failed`"),
        ("actor" = Option<String>, Query, description = "The id of a user or a key, or `system`"),
        ("subject" = Option<String>, Query, description = "The id of what was acted upon"),
        ("from" = Option<String>, Query, description = "From this time on (RFC 3339)"),
        ("until" = Option<String>, Query, description = "Before this time (RFC 3339)"),
        ("limit" = Option<i64>, Query, description = "1 to 1,000; 50 if absent"),
        ("cursor" = Option<String>, Query, description = "The end of the page before"),
    ),
    responses((status = 200, description = "A page of events", body = AuditPage)),
)]
#[get("/audit-events")]
pub(crate) async fn list_audit_events(
    app: web::Data<App>,
    access: Access<AuditRead>,
    query: web::Query<Query>,
) -> Answer<web::Json<AuditPage>> {
    let filter = query.filter()?;
    let limit = page_size(query.limit)?;
    let before: Option<i64> = read_cursor(query.cursor.as_deref())?;
    let scope = access.scope;
    let events =
        app.db.read_as(&scope, move |c| db::audit::list(c, &scope, &filter, before, limit + 1));
    let mut events = events.await?;
    let full = i64::try_from(events.len()).is_ok_and(|count| count > limit);
    events.truncate(usize::try_from(limit).unwrap_or_default());
    let next_cursor = events.last().filter(|_| full).map(|last| write_cursor(&last.seq));
    Ok(web::Json(AuditPage { events, next_cursor }))
}
