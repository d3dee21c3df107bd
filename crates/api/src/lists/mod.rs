//! Named collections of contacts: those that people put into them, and searches that stay live.

mod contacts;
mod create;
mod delete;
mod list;
mod query;
mod restore;
mod show;
mod update;

use db::list::find;
use db::{Conn, Scope, Which};
use domain::ListId;
use domain::list::List;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::http::{Answer, Refusal};

pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(list::list_lists)
        .service(create::create_list)
        .service(show::show_list)
        .service(update::update_list)
        .service(delete::delete_list)
        .service(restore::restore_list)
        .service(contacts::add_list_contacts)
        .service(contacts::remove_list_contacts);
}

/// A list of the organization.
fn load(conn: &mut Conn, scope: &Scope, id: ListId, which: Which) -> Answer<List> {
    find(conn, scope, id, which)?.ok_or_else(Refusal::not_found)
}
