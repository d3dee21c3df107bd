//! The people of an organization.

mod change;
mod guard;
mod list;
mod remove;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(list::list_members)
        .service(change::change_member)
        .service(remove::remove_member);
}
