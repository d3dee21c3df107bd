use actix_web::{get, web};
use domain::import::Imports;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::App;
use crate::access::{Access, ImportsStage};
use crate::http::{Answer, read_cursor, write_cursor};

/// Imports in a page.
const PAGE: usize = 50;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Params {
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// List imports
///
/// Newest first.
#[utoipa::path(
    tag = "imports",
    params(Params),
    responses((status = 200, description = "A page of imports", body = Imports)),
)]
#[get("/imports")]
pub(crate) async fn list_imports(
    app: web::Data<App>,
    access: Access<ImportsStage>,
    params: web::Query<Params>,
) -> Answer<web::Json<Imports>> {
    let before = read_cursor(params.cursor.as_deref())?;
    let (scope, now) = (access.scope, app.sources.now());
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut imports =
        app.db.read_as(&scope, move |c| db::import::list(c, &scope, before, limit, now)).await?;
    let more = imports.len() > PAGE;
    imports.truncate(PAGE);
    let next_cursor = imports.last().filter(|_| more).map(|last| write_cursor(&last.id));
    Ok(web::Json(Imports { imports, next_cursor }))
}
