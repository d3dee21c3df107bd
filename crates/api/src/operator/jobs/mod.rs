//! The queue of background work.

mod cancel;
mod list;
mod load;
mod retry;
mod show;
mod steer;
mod summary;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(summary::summarize_jobs)
        .service(list::list_jobs)
        .service(show::show_job)
        .service(retry::retry_job)
        .service(cancel::cancel_job);
}
