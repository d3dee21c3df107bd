//! The organization's CRM: connecting it, what goes where, and pushes.

mod callback;
mod change_mapping;
mod confirm;
mod connect;
mod connection;
mod disconnect;
mod hook;
mod preview;
mod pushes;
mod show_mapping;
mod way;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(connection::show_crm_connection)
        .service(disconnect::disconnect_crm)
        .service(connect::connect_crm)
        .service(confirm::confirm_crm)
        .service(callback::finish_crm)
        .service(show_mapping::show_crm_mapping)
        .service(change_mapping::change_crm_mapping)
        .service(preview::preview_crm_mapping)
        .service(hook::hear_crm);
    pushes::routes(config);
}
