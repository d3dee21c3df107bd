//! The document of the API. It is collected where the routes are registered, so a route cannot
//! be missing from it.

use actix_web::App;
use actix_web::Error;
use actix_web::dev::{ServiceFactory, ServiceRequest};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{OpenApi as Document, RefOr, Response};
use utoipa::{Modify, OpenApi, ToResponse};
use utoipa_actix_web::AppExt;
use utoipa_actix_web::scope::scope;

use crate::http::Problems;
use crate::{
    api_keys, audit_events, auth, contacts, crm, import_profiles, imports, invitations, lists, me,
    members, notices, operator, organization, requests, saved_searches, suppressions, system,
    usage,
};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "1CloudAI Business Contacts",
        description = "Search business contacts, save and maintain them, import your own from any file. Errors are RFC 9457 problems with a stable `code`; lists go on by cursor; records carry an `ETag`.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    tags(
        (name = "auth", description = "Opening, renewing and closing a session"),
        (name = "me", description = "The signed-in person"),
        (name = "organization", description = "The organization's settings"),
        (name = "members", description = "Its people, and invitations"),
        (name = "api-keys", description = "Keys for programs"),
        (name = "audit", description = "Who did what, and what was asked of the API"),
        (name = "contacts", description = "Finding and keeping contacts"),
        (name = "imports", description = "Files on their way into the workspace"),
        (name = "saved searches", description = "Searches under a name, and what changed in them"),
        (name = "lists", description = "Named collections of contacts"),
        (name = "crm", description = "Pushing contacts into a CRM"),
        (name = "notices", description = "What the application tells a person by itself"),
        (name = "suppressions", description = "What must never be stored, exported or pushed again"),
        (name = "operator", description = "Looking after the installation"),
        (name = "system", description = "The service itself"),
    ),
    components(responses(Problems), schemas(domain::Problem)),
    security(("access_token" = []), ("api_key" = [])),
    modifiers(&Finish),
)]
struct Base;

/// Adds what all operations share.
struct Finish;

impl Modify for Finish {
    fn modify(&self, document: &mut Document) {
        let components = document.components.get_or_insert_default();
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT");
        components.add_security_scheme("access_token", SecurityScheme::Http(bearer.build()));
        let key = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("bck_…")
            .description(Some("An API key, made under Settings, API keys"));
        components.add_security_scheme("api_key", SecurityScheme::Http(key.build()));
        let cookie = ApiKey::Cookie(ApiKeyValue::new("__Host-refresh"));
        components.add_security_scheme("refresh_cookie", SecurityScheme::ApiKey(cookie));
    }
}

/// The routes on an app, and the document that describes them.
pub(crate) fn routed<T>(app: App<T>) -> (App<T>, Document)
where
    T: ServiceFactory<ServiceRequest, Config = (), Error = Error, InitError = ()>,
{
    let (app, mut document) = app
        .into_utoipa_app()
        .openapi(Base::openapi())
        .configure(system::routes)
        .service(
            scope("/api/v1")
                .configure(auth::routes)
                .configure(me::routes)
                .configure(organization::routes)
                .configure(members::routes)
                .configure(invitations::routes)
                .configure(api_keys::routes)
                .configure(audit_events::routes)
                .configure(requests::routes)
                .configure(contacts::routes)
                .configure(imports::routes)
                .configure(saved_searches::routes)
                .configure(notices::routes)
                .configure(lists::routes)
                .configure(suppressions::routes)
                .configure(crm::routes)
                .configure(usage::routes)
                .configure(import_profiles::routes)
                .configure(operator::routes),
        )
        .split_for_parts();
    describe_problems(&mut document);
    (app, document)
}

/// The document alone, as `openapi/openapi.json` holds it.
pub fn document() -> Document {
    routed(App::new()).1
}

/// Every operation answers errors in the same way, said once and not at each of them.
fn describe_problems(document: &mut Document) {
    let (name, _) = <Problems as ToResponse<'_>>::response();
    let problems: RefOr<Response> = utoipa::openapi::Ref::from_response_name(name).into();
    for item in document.paths.paths.values_mut() {
        let operations =
            [&mut item.get, &mut item.post, &mut item.put, &mut item.patch, &mut item.delete];
        for operation in operations.into_iter().flatten() {
            operation.responses.responses.insert("default".to_owned(), problems.clone());
        }
    }
}
