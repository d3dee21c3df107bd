//! Searches that are kept under a name, personal or shared, and what changed in them.

mod create;
mod delete;
mod guard;
mod list;
mod looks;
mod query;
mod restore;
mod results;
mod see;
mod show;
mod update;

pub(crate) use looks::Looks;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(list::list_saved_searches)
        .service(create::create_saved_search)
        .service(show::show_saved_search)
        .service(update::update_saved_search)
        .service(delete::delete_saved_search)
        .service(restore::restore_saved_search)
        .service(see::see_saved_search);
}
