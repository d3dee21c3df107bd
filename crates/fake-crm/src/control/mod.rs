//! The control face, for those who start the CRM as a process.

mod contacts;
mod faults;
mod state;
mod uninstall;

use actix_web::web;

pub(crate) fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/_fake/state", web::get().to(state::show))
        .route("/_fake/settings", web::put().to(state::set))
        .route("/_fake/limits", web::put().to(state::limit))
        .route("/_fake/locations", web::put().to(state::set_location))
        .route("/_fake/expire", web::post().to(state::expire))
        .route("/_fake/forget", web::post().to(state::forget))
        .route("/_fake/install/{location}", web::post().to(state::install))
        .route("/_fake/faults", web::put().to(faults::set))
        .route("/_fake/contacts/{id}", web::get().to(contacts::list))
        .route("/_fake/contacts/{id}", web::delete().to(contacts::remove))
        .route("/_fake/contacts", web::post().to(contacts::put))
        .route("/_fake/uninstall", web::post().to(uninstall::send));
}
