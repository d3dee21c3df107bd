//! The service itself: whether it is alive, and what it offers.

mod explorer;
mod health;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) use explorer::{document_route, explorer, explorer_redirect};

pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(health::show_health).service(health::show_readiness);
}
