//! The CRM's own paths: tokens and the API, as its specification has them, and the page of consent.

mod answer;
mod api;
mod consent;
mod guard;
mod page;
mod token;

use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::json;

use crate::server::Shared;

/// What a body has at most.
const BODY_BYTES: usize = 1 << 20;

pub(crate) fn routes(config: &mut web::ServiceConfig) {
    config
        .app_data(web::PayloadConfig::new(BODY_BYTES))
        // Both are in use: the first is the older one.
        .route("/oauth/chooselocation", web::get().to(consent::show))
        .route("/oauth/chooselocation", web::post().to(consent::decide))
        .route("/v2/oauth/chooselocation", web::get().to(consent::show))
        .route("/v2/oauth/chooselocation", web::post().to(consent::decide))
        .route("/oauth/token", web::post().to(token::exchange))
        .route("/locations/{id}", web::get().to(api::location))
        .route("/contacts/upsert", web::post().to(api::upsert))
        .route("/contacts/search/duplicate", web::get().to(api::find_duplicate))
        .route("/contacts/{id}/tags", web::post().to(api::add_tags))
        .route("/contacts/{id}", web::put().to(api::update))
        .route("/contacts/{id}", web::get().to(api::contact))
        .default_service(web::to(unknown));
}

/// What the product must never ask for is remembered.
async fn unknown(shared: web::Data<Shared>, request: HttpRequest) -> HttpResponse {
    let path = format!("{} {}", request.method(), request.path());
    shared.change(|world, _| world.unknown_paths.insert(path));
    HttpResponse::NotFound().json(json!({"statusCode": 404, "message": "Cannot find the path"}))
}
