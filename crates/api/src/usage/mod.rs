//! What the organization has used of its package.

mod show;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(show::show_usage);
}
