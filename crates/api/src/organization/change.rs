use actix_web::{patch, web};
use domain::access::{OrganizationChange, OrganizationSummary};
use domain::audit::{Action, Event};
use domain::problem::FieldError;

use crate::App;
use crate::access::{Access, SettingsManage};
use crate::http::{Answer, Refusal};
use crate::me::parse_name;

/// Change the organization's settings
///
/// Only somebody who has a second factor may ask all members for one.
#[utoipa::path(
    tag = "organization",
    request_body(content = OrganizationChange, example = json!({"name": "Analytical Engines"})),
    responses((status = 200, description = "The organization", body = OrganizationSummary)),
)]
#[patch("/organization")]
pub(crate) async fn change_organization(
    app: web::Data<App>,
    access: Access<SettingsManage>,
    body: web::Json<OrganizationChange>,
) -> Answer<web::Json<OrganizationSummary>> {
    let OrganizationChange { name, requires_second_factor } = body.into_inner();
    let name = name.map(|name| parse_name("name", &name)).transpose()?;
    let organization = access
        .act(&app, move |c, scope| {
            let before = db::organization::find(c, scope)?;
            let after = OrganizationSummary {
                id: before.id,
                name: name.clone().unwrap_or_else(|| before.name.clone()),
                requires_second_factor: requires_second_factor
                    .unwrap_or(before.requires_second_factor),
            };
            if after.requires_second_factor && !before.requires_second_factor {
                let own = db::account::person(c, scope.user())?;
                if !own.is_some_and(|(_, account)| account.second_factor) {
                    return Err(own_factor_first());
                }
            }
            db::organization::update(c, scope, &after)?;
            let mut event = Event::new(Action::OrganizationChanged).on(before.id);
            if after.name != before.name {
                event = event.with("renamed", true);
            }
            if after.requires_second_factor != before.requires_second_factor {
                event = event.with("requires_second_factor", after.requires_second_factor);
            }
            Ok((after, event))
        })
        .await?;
    Ok(web::Json(organization))
}

fn own_factor_first() -> Refusal {
    let message = "Set up your own second factor first, so that you are not shut out.";
    Refusal::invalid(vec![FieldError::new("requires_second_factor", "not_allowed", message)])
}
