//! Invitations into the organization.

mod accept;
mod create;
mod list;
mod preview;
mod revoke;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(list::list_invitations)
        .service(create::create_invitation)
        .service(revoke::revoke_invitation)
        .service(preview::preview_invitation)
        .service(accept::accept_invitation);
}
