use actix_web::{get, web};
use db::import_row::Filter;
use domain::ImportId;
use domain::import::{ImportRows, RowState};
use serde::Deserialize;
use utoipa::IntoParams;

use super::load::load;
use crate::App;
use crate::access::{Access, ImportsStage};
use crate::http::{Answer, read_cursor, write_cursor};

/// Rows in a page unless asked otherwise, and at most.
const PAGE: usize = 100;
const PAGE_MAX: usize = 1_000;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Params {
    /// Only rows of this state.
    state: Option<RowState>,
    /// 100 unless given, 1,000 at most.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<usize>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// List the rows of an import
///
/// Every row of the file with its fate and the reason, in the order of the file.
#[utoipa::path(
    tag = "imports",
    params(("id" = ImportId, Path), Params),
    responses((status = 200, description = "A page of rows", body = ImportRows)),
)]
#[get("/imports/{id}/rows")]
pub(crate) async fn list_import_rows(
    app: web::Data<App>,
    access: Access<ImportsStage>,
    id: web::Path<ImportId>,
    params: web::Query<Params>,
) -> Answer<web::Json<ImportRows>> {
    let (scope, id, now) = (access.scope, id.into_inner(), app.sources.now());
    let after = read_cursor(params.cursor.as_deref())?.unwrap_or_default();
    let filter = Filter { after, state: params.state, pending: false };
    let page = params.limit.unwrap_or(PAGE).clamp(1, PAGE_MAX);
    let limit = i64::try_from(page + 1).unwrap_or(i64::MAX);
    let mut rows = app
        .db
        .read_as(&scope, move |c| {
            load(c, &scope, id, now)?;
            Ok::<_, crate::http::Refusal>(db::import_row::list(c, &scope, id, filter, limit)?)
        })
        .await?;
    let more = rows.len() > page;
    rows.truncate(page);
    let next_cursor = rows.last().filter(|_| more).map(|last| write_cursor(&last.number));
    Ok(web::Json(ImportRows { rows, total: 0, next_cursor }))
}
