//! Mappings that an organization keeps for the files of a source.

mod delete;
mod list;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(list::list_import_profiles).service(delete::delete_import_profile);
}
