//! What staff of the installation see and do. None of it shows a tenant's records.

mod jobs;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    jobs::routes(config);
}
