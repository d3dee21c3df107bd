use actix_web::{get, web};
use domain::NoticeId;
use domain::notice::NoticePage;
use serde::Deserialize;

use crate::App;
use crate::access::{Access, Membership};
use crate::http::{Answer, page_size, read_cursor, write_cursor};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Query {
    limit: Option<i64>,
    cursor: Option<String>,
}

/// List notices
///
/// What the caller was told, newest first: of each saved search that they follow at most one notice that
/// they have not read. A newer one takes its place, under another id.
#[utoipa::path(
    tag = "notices",
    params(
        ("limit" = Option<i64>, Query, description = "1 to 1,000; 50 if absent"),
        ("cursor" = Option<String>, Query, description = "The end of the page before"),
    ),
    responses((status = 200, description = "A page of notices", body = NoticePage)),
)]
#[get("/notices")]
pub(crate) async fn list_notices(
    app: web::Data<App>,
    access: Access<Membership>,
    query: web::Query<Query>,
) -> Answer<web::Json<NoticePage>> {
    let limit = page_size(query.limit)?;
    let before: Option<NoticeId> = read_cursor(query.cursor.as_deref())?;
    let scope = access.scope;
    let notices = app.db.read_as(&scope, move |c| db::notice::list(c, &scope, before, limit + 1));
    let mut notices = notices.await?;
    let full = i64::try_from(notices.len()).is_ok_and(|count| count > limit);
    notices.truncate(usize::try_from(limit).unwrap_or_default());
    let next_cursor = notices.last().filter(|_| full).map(|last| write_cursor(&last.id));
    Ok(web::Json(NoticePage { notices, next_cursor }))
}
