use actix_web::{get, web};
use domain::crm::CrmMapping;

use crate::App;
use crate::access::{Access, CrmPush};
use crate::http::Answer;

/// Show what goes into the CRM
///
/// Which field of a contact goes into which field of the CRM, and when it is written.
#[utoipa::path(
    tag = "crm",
    responses((status = 200, description = "The mapping", body = CrmMapping)),
)]
#[get("/crm/mapping")]
pub(crate) async fn show_crm_mapping(
    app: web::Data<App>,
    access: Access<CrmPush>,
) -> Answer<web::Json<CrmMapping>> {
    let scope = access.scope;
    let mapping = app.db.read_as(&scope, move |c| db::crm::mapping::find(c, &scope)).await?;
    Ok(web::Json(mapping))
}
