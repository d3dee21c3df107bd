//! Keys with which programs use the API.

mod create;
mod list;
mod revoke;
mod rotate;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(list::list_api_keys)
        .service(create::create_api_key)
        .service(rotate::rotate_api_key)
        .service(revoke::revoke_api_key);
}
