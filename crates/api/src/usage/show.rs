use actix_web::{get, web};
use domain::package::{Month, Usage};

use crate::App;
use crate::access::{Access, UsageRead};
use crate::http::Answer;

/// Show usage
///
/// The package of the organization, and how much of it is used: contacts in the workspace, and rows of
/// imports and exports this month. A limit that is not there is null.
#[utoipa::path(
    tag = "organization",
    responses((status = 200, description = "Used and left", body = Usage)),
)]
#[get("/usage")]
pub(crate) async fn show_usage(
    app: web::Data<App>,
    access: Access<UsageRead>,
) -> Answer<web::Json<Usage>> {
    let (scope, now) = (access.scope, app.sources.now());
    let usage = app.db.read_as(&scope, move |c| {
        let package = db::usage::package(c, &scope)?;
        let limits = db::usage::read(c, &scope, now)?;
        Ok::<_, db::Error>(Usage { package, month: Month::of(now).to_string(), limits })
    });
    Ok(web::Json(usage.await?))
}
