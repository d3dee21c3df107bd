//! What the application tells a person by itself.

mod list;
mod read;
mod summary;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(list::list_notices)
        .service(summary::summarize_notices)
        .service(read::read_notices);
}
