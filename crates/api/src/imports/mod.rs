//! Imports: a file on its way into the workspace.

mod cancel;
mod commit;
mod create;
mod list;
mod load;
mod mapping;
mod rows;
mod share;
mod show;
mod upload;

pub(crate) use upload::{Upload, receive, tidy};

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(create::create_import)
        .service(list::list_imports)
        .service(show::show_import)
        .service(mapping::map_import)
        .service(rows::list_import_rows)
        .service(commit::commit_import)
        .service(cancel::cancel_import);
}
