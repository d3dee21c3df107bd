use actix_web::{put, web};
use domain::audit::{Action, Event};
use domain::crm::CrmMapping;

use crate::App;
use crate::access::{Access, CrmConnect};
use crate::http::{Answer, Refusal};

/// Change what goes into the CRM
///
/// Pushes that were planned keep the mapping with which they were. Nothing is pushed by this.
#[utoipa::path(
    tag = "crm",
    security(("access_token" = [])),
    request_body(content = CrmMapping, example = json!({"fields": [
        {"field": "email", "source": "email", "rule": "always"},
        {"field": "city", "source": "city", "rule": "if_empty"}]})),
    responses((status = 200, description = "Changed", body = CrmMapping)),
)]
#[put("/crm/mapping")]
pub(crate) async fn change_crm_mapping(
    app: web::Data<App>,
    access: Access<CrmConnect>,
    body: web::Json<CrmMapping>,
) -> Answer<web::Json<CrmMapping>> {
    let (mapping, now) = (body.into_inner(), app.sources.now());
    mapping.check().map_err(Refusal::invalid)?;
    let mapping = access
        .act(&app, move |c, scope| {
            db::crm::mapping::update(c, scope, &mapping.fields, now)?;
            let event = Event::new(Action::CrmMappingChanged).with("fields", mapping.fields.len());
            Ok((db::crm::mapping::find(c, scope)?, event))
        })
        .await?;
    Ok(web::Json(mapping))
}
