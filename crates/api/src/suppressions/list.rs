use actix_web::{get, web};
use domain::SuppressionId;
use domain::suppression::SuppressionPage;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::App;
use crate::access::{Access, PrivacyManage};
use crate::http::{Answer, page_size, read_cursor, write_cursor};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Params {
    /// 50 unless given, 1,000 at most.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// List suppressions
///
/// When each was added, by whom and why, newest first. Who it is about is stored nowhere.
#[utoipa::path(
    tag = "suppressions",
    params(Params),
    responses((status = 200, description = "A page of the list", body = SuppressionPage)),
)]
#[get("/suppressions")]
pub(crate) async fn list_suppressions(
    app: web::Data<App>,
    access: Access<PrivacyManage>,
    params: web::Query<Params>,
) -> Answer<web::Json<SuppressionPage>> {
    let (scope, page) = (access.scope, page_size(params.limit)?);
    let before: Option<SuppressionId> = read_cursor(params.cursor.as_deref())?;
    let (total, mut suppressions) = app
        .db
        .read_as(&scope, move |c| {
            let total = db::suppression::count(c, &scope)?;
            Ok::<_, db::Error>((total, db::suppression::list(c, &scope, before, page + 1)?))
        })
        .await?;
    let page = usize::try_from(page).unwrap_or(usize::MAX);
    let more = suppressions.len() > page;
    suppressions.truncate(page);
    let next_cursor = suppressions.last().filter(|_| more).map(|last| write_cursor(&last.id));
    Ok(web::Json(SuppressionPage { suppressions, total, next_cursor }))
}
