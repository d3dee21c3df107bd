//! HTTP, and nothing else: one folder per resource, one file per verb.
//!
//! A handler reaches data only through [`access::Access`], which authenticates, checks the
//! permission named in the handler's signature and yields the scope of every query.

mod api_keys;
mod app;
mod audit_events;
mod auth;
mod contacts;
mod crm;
mod http;
mod import_profiles;
mod imports;
mod invitations;
mod lists;
mod me;
mod members;
mod notices;
mod openapi;
mod operator;
mod organization;
mod requests;
mod saved_searches;
mod suppressions;
mod system;
mod upkeep;
mod usage;

pub mod access;

pub use access::{PasswordCost, hash_password};
pub use app::{App, Limits, Settings, pen, suppressor};
pub use http::{Assets, Problems, Rates, StaticFile};
pub use openapi::document;
pub use system::{Followed, MetricsReaders, Node};

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::{Error, middleware, web};
use utoipa_actix_web::AppExt;

/// What a process serves that has no page and no API: `/healthz`, `/readyz` and `/metrics`.
pub fn system_service(
    node: web::Data<Node>,
) -> actix_web::App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    actix_web::App::new()
        .into_utoipa_app()
        .configure(system::routes)
        .into_app()
        .app_data(node)
        .app_data(http::query_config())
        .service(system::metrics_route())
        .default_service(web::to(|request| http::fallback(request, |_| None)))
        .wrap(middleware::from_fn(http::surround))
}

/// The whole service: routes, their document, static files, and what surrounds every request.
pub fn service(
    app: web::Data<App>,
    node: web::Data<Node>,
    assets: Assets,
) -> actix_web::App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    let (service, document) = openapi::routed(actix_web::App::new());
    service
        .app_data(app)
        .app_data(node)
        .app_data(web::Data::new(document.clone()))
        .app_data(http::json_config())
        .app_data(http::path_config())
        .app_data(http::query_config())
        .service(system::metrics_route())
        .service(system::document_route())
        .service(system::explorer_redirect())
        .service(system::explorer(document))
        .default_service(web::to(move |request| http::fallback(request, assets)))
        .wrap(middleware::from_fn(http::gate))
        .wrap(middleware::from_fn(http::surround))
}
