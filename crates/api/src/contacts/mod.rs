//! Contacts: finding and keeping them.

mod ask;
mod create;
mod delete;
mod export;
mod facets;
mod history;
mod search;
mod show;
mod suggest;
mod suppressed;
mod update;
mod wait;
mod why_not;

pub(crate) use ask::{ask_index, with_lists};
pub(crate) use export::query as export_query;
pub(crate) use search::parse as parse_search;
pub(crate) use wait::wait_for_own_writes;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(search::search_contacts)
        .service(suggest::suggest_contacts)
        .service(facets::list_facet_values)
        .service(create::create_contact)
        .service(export::export_contacts)
        .service(show::show_contact)
        .service(history::show_contact_history)
        .service(why_not::explain_missing_contact)
        .service(update::update_contact)
        .service(delete::delete_contact);
}
