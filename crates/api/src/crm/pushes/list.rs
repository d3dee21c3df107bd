use actix_web::{get, web};
use domain::crm::Pushes;
use serde::Deserialize;
use utoipa::IntoParams;

use super::load::told;
use crate::App;
use crate::access::{Access, CrmPush};
use crate::http::{Answer, Refusal, read_cursor, write_cursor};

/// Pushes in a page.
const PAGE: usize = 50;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Params {
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// List pushes
///
/// Newest first.
#[utoipa::path(
    tag = "crm",
    params(Params),
    responses((status = 200, description = "A page of pushes", body = Pushes)),
)]
#[get("/crm/pushes")]
pub(crate) async fn list_pushes(
    app: web::Data<App>,
    access: Access<CrmPush>,
    params: web::Query<Params>,
) -> Answer<web::Json<Pushes>> {
    let before = read_cursor(params.cursor.as_deref())?;
    let (scope, now) = (access.scope, app.sources.now());
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut pushes = app
        .db
        .read_as(&scope, move |c| {
            let found = db::crm::push::list(c, &scope, before, limit)?;
            let told = found.into_iter().map(|stored| told(c, &scope, stored, now));
            told.collect::<Result<Vec<_>, Refusal>>()
        })
        .await?;
    let more = pushes.len() > PAGE;
    pushes.truncate(PAGE);
    let next_cursor = pushes.last().filter(|_| more).map(|last| write_cursor(&last.id));
    Ok(web::Json(Pushes { pushes, next_cursor }))
}
