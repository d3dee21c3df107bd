use actix_web::{get, web};
use domain::Layer;
use domain::contact::Contact;
use domain::crm::{CrmField, CrmMapping, MappingPreview, PreviewContact, PreviewField};

use crate::App;
use crate::access::{Access, CrmPush};
use crate::http::Answer;

/// Contacts that are shown.
const TEN: i64 = 10;

/// Preview what goes into the CRM
///
/// Ten contacts of the workspace as they would leave by the mapping that is kept. The CRM is not asked.
#[utoipa::path(
    tag = "crm",
    responses((status = 200, description = "Ten contacts", body = MappingPreview)),
)]
#[get("/crm/mapping/preview")]
pub(crate) async fn preview_crm_mapping(
    app: web::Data<App>,
    access: Access<CrmPush>,
) -> Answer<web::Json<MappingPreview>> {
    let (scope, suppressor) = (access.scope, app.suppressor.clone());
    let contacts = app
        .db
        .read_as(&scope, move |c| {
            let mapping = db::crm::mapping::find(c, &scope)?;
            let ids = db::contact::newest(c, &scope, TEN)?;
            let contacts = db::contact::by_ids(c, &scope, Layer::Workspace, &ids)?;
            let fields: Vec<_> = contacts.iter().map(|contact| &contact.fields).collect();
            let held = db::suppression::held_back(c, &scope, &suppressor, &fields)?;
            let all = contacts.iter().zip(held);
            Ok::<_, db::Error>(all.map(|(contact, held)| show(&mapping, contact, held)).collect())
        })
        .await?;
    Ok(web::Json(MappingPreview { contacts }))
}

fn show(mapping: &CrmMapping, contact: &Contact, is_held: bool) -> PreviewContact {
    let values = mapping.values(&contact.fields);
    let is_named =
        values.iter().any(|(field, ..)| matches!(field, CrmField::Email | CrmField::Phone));
    let reason = match (is_held, is_named) {
        (true, _) => Some("Stands on the suppression list."),
        (_, false) => {
            Some("Has neither an e-mail address nor a phone number with its country code.")
        }
        _ => None,
    };
    let fields = values.into_iter().map(|(field, value, rule)| PreviewField { field, value, rule });
    PreviewContact {
        contact: contact.id,
        name: contact.fields.display_name().to_owned(),
        fields: fields.collect(),
        tags: mapping.tags(&contact.fields),
        reason: reason.map(str::to_owned),
    }
}
