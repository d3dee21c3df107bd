use actix_web::{get, web};
use domain::access::OrganizationSummary;

use crate::App;
use crate::access::{Access, Membership};
use crate::http::Answer;

/// Show the organization
#[utoipa::path(
    tag = "organization",
    security(("access_token" = [])),
    responses((status = 200, description = "The organization", body = OrganizationSummary)),
)]
#[get("/organization")]
pub(crate) async fn show_organization(
    app: web::Data<App>,
    access: Access<Membership>,
) -> Answer<web::Json<OrganizationSummary>> {
    let scope = access.scope;
    Ok(web::Json(app.db.read_as(&scope, move |c| db::organization::find(c, &scope)).await?))
}
