use actix_web::http::{Method, header};
use actix_web::{HttpRequest, HttpResponse, ResponseError, web};
use domain::Code;
use utoipa::openapi::OpenApi;

use super::assets::Assets;
use super::problem::Refusal;

/// What no route takes: a wrong method, an unknown route, a file of the page, or a place inside
/// the page, which is the page itself.
pub(crate) async fn fallback(request: HttpRequest, assets: Assets) -> HttpResponse {
    let path = request.path();
    if path.starts_with("/api/")
        || !(request.method() == Method::GET || request.method() == Method::HEAD)
    {
        return refuse(&request);
    }
    let name = path.trim_start_matches('/');
    if let Some(file) = assets(name).filter(|_| name != "index.html") {
        return file.respond(request.headers(), name.starts_with("assets/"));
    }
    // Places of the page have no dot; a name with one is a file that is not there.
    let is_place = !name.rsplit('/').next().unwrap_or_default().contains('.');
    match assets("index.html").filter(|_| is_place) {
        Some(index) => index.respond(request.headers(), false),
        None => refuse(&request),
    }
}

fn refuse(request: &HttpRequest) -> HttpResponse {
    let allowed = request
        .app_data::<web::Data<OpenApi>>()
        .map(|document| methods(document, request.path()))
        .unwrap_or_default();
    if allowed.is_empty() {
        let detail = "See /docs for the routes there are.";
        return Refusal::new(Code::NoRoute, detail).error_response();
    }
    let detail = format!("This route takes {allowed}.");
    let mut response = Refusal::new(Code::MethodNotAllowed, detail).error_response();
    if let Ok(value) = header::HeaderValue::from_str(&allowed) {
        response.headers_mut().insert(header::ALLOW, value);
    }
    response
}

/// The methods that the document knows for a path, joined as `Allow` wants them.
fn methods(document: &OpenApi, path: &str) -> String {
    let fits = |template: &str| {
        let (mut template, mut path) = (template.split('/'), path.split('/'));
        loop {
            match (template.next(), path.next()) {
                (None, None) => return true,
                (Some(name), Some(part)) if name == part || name.starts_with('{') => {}
                _ => return false,
            }
        }
    };
    let items = document.paths.paths.iter().filter(|(template, _)| fits(template));
    let mut methods = Vec::new();
    for (_, item) in items {
        methods.extend(item.get.iter().map(|_| "GET"));
        methods.extend(item.post.iter().map(|_| "POST"));
        methods.extend(item.put.iter().map(|_| "PUT"));
        methods.extend(item.patch.iter().map(|_| "PATCH"));
        methods.extend(item.delete.iter().map(|_| "DELETE"));
    }
    methods.join(", ")
}
