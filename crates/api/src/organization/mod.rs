//! The organization's own settings.

mod change;
mod show;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(show::show_organization).service(change::change_organization);
}
