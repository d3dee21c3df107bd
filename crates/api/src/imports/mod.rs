//! Imports: a file on its way into the workspace.

mod cancel;
mod commit;
mod create;
mod edit_row;
mod edit_rows;
mod errors;
mod list;
mod load;
mod mapping;
mod rows;
mod share;
mod show;
mod source;
mod undo;
mod upload;

pub(crate) use upload::{Upload, receive, tidy};

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(create::create_import)
        .service(list::list_imports)
        .service(show::show_import)
        .service(source::change_import_source)
        .service(mapping::map_import)
        .service(rows::list_import_rows)
        .service(edit_rows::edit_import_rows)
        .service(edit_row::edit_import_row)
        .service(errors::download_import_errors)
        .service(undo::preview_undo)
        .service(undo::undo_import)
        .service(commit::commit_import)
        .service(cancel::cancel_import);
}
