//! The service itself: whether it is alive and can serve, and what it offers.

mod checks;
mod explorer;
mod figures;
mod health;
mod metrics;
mod node;
mod readings;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) use explorer::{document_route, explorer, explorer_redirect};
pub use metrics::MetricsReaders;
pub(crate) use metrics::metrics_route;
pub use node::{Followed, Node};

pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(health::show_health).service(health::show_readiness);
}
