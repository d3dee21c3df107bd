//! The suppression list: what must never be stored, exported or pushed again.

mod add;
mod check;
mod file;
mod list;
mod read;
mod remove;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(list::list_suppressions)
        .service(add::add_suppressions)
        .service(file::import_suppressions)
        .service(check::check_suppression)
        .service(remove::remove_suppressions)
        .service(remove::remove_suppression);
}
