use actix_web::{HttpResponse, Resource, web};
use utoipa::openapi::OpenApi;
use utoipa_swagger_ui::SwaggerUi;

/// Where the document of the API lies.
const DOCUMENT: &str = "/api/openapi.json";

/// The document itself.
pub(crate) fn document_route() -> Resource {
    web::resource(DOCUMENT).route(
        web::get()
            .to(async |document: web::Data<OpenApi>| HttpResponse::Ok().json(document.as_ref())),
    )
}

/// The explorer's address without its slash leads to it.
pub(crate) fn explorer_redirect() -> Resource {
    web::resource("/docs").route(web::get().to(async || {
        HttpResponse::PermanentRedirect().insert_header(("Location", "/docs/")).finish()
    }))
}

/// The explorer at `/docs/`.
pub(crate) fn explorer(document: OpenApi) -> SwaggerUi {
    SwaggerUi::new("/docs/{_:.*}").url(DOCUMENT, document)
}
