//! The audit log of the organization.

mod export;
mod filter;
mod list;
mod verify;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(list::list_audit_events)
        .service(export::export_audit_events)
        .service(verify::verify_audit_events);
}
