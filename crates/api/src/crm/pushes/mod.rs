//! Pushes into the CRM: a dry run first, then the push, then what became of each contact.

mod cancel;
mod create;
mod errors;
mod gather;
mod items;
mod list;
mod load;
mod pause;
mod resume;
mod retry;
mod show;
mod start;

use utoipa_actix_web::service_config::ServiceConfig;

pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(create::create_push)
        .service(list::list_pushes)
        .service(show::show_push)
        .service(items::list_push_items)
        .service(errors::download_push_errors)
        .service(start::start_push)
        .service(pause::pause_push)
        .service(resume::resume_push)
        .service(cancel::cancel_push)
        .service(retry::retry_push);
}
