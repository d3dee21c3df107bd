use actix_web::web::{Bytes, Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use serde_json::{Value, json};
use url::form_urlencoded;

use super::guard::{call, header_of};
use crate::server::Shared;
use crate::world::counts::Call;
use crate::world::location::{Identity, Location};
use crate::world::write::{Said, bad_request};

pub(super) async fn location(
    shared: Data<Shared>,
    request: HttpRequest,
    id: Path<String>,
) -> HttpResponse {
    let wanted = id.into_inner();
    call(shared, request, Call::Location, Vec::new(), move |world, location| {
        let found = world.locations.get(location).filter(|found| found.id == wanted);
        match found.map(Location::shown) {
            Some(shown) => (200, json!({ "location": shown })),
            None => bad_request("The token does not have access to this location."),
        }
    })
    .await
}

pub(super) async fn upsert(
    shared: Data<Shared>,
    request: HttpRequest,
    body: Bytes,
) -> HttpResponse {
    let body = read(&request, &body);
    let keys = body.as_ref().map(keys).unwrap_or_default();
    call(shared, request, Call::Upsert, keys, move |world, location| {
        body.map_or_else(|said| said, |body| world.upsert(location, &body))
    })
    .await
}

pub(super) async fn update(
    shared: Data<Shared>,
    request: HttpRequest,
    id: Path<String>,
    body: Bytes,
) -> HttpResponse {
    let (id, body) = (id.into_inner(), read(&request, &body));
    let mut all = body.as_ref().map(keys).unwrap_or_default();
    all.push(format!("id {id}"));
    call(shared, request, Call::Update, all, move |world, location| {
        body.map_or_else(|said| said, |body| world.update(location, &id, &body))
    })
    .await
}

pub(super) async fn add_tags(
    shared: Data<Shared>,
    request: HttpRequest,
    id: Path<String>,
    body: Bytes,
) -> HttpResponse {
    let (id, body) = (id.into_inner(), read(&request, &body));
    let keys = vec![format!("id {id}")];
    call(shared, request, Call::AddTags, keys, move |world, location| {
        body.map_or_else(|said| said, |body| world.add_tags(location, &id, &body))
    })
    .await
}

pub(super) async fn contact(
    shared: Data<Shared>,
    request: HttpRequest,
    id: Path<String>,
) -> HttpResponse {
    let id = id.into_inner();
    call(shared, request, Call::Contact, Vec::new(), move |world, location| {
        world.contact(location, &id)
    })
    .await
}

pub(super) async fn find_duplicate(shared: Data<Shared>, request: HttpRequest) -> HttpResponse {
    let query = form_urlencoded::parse(request.query_string().as_bytes());
    let query: Vec<_> = query.map(|(name, text)| (name.into(), text.into())).collect();
    call(shared, request, Call::FindDuplicate, Vec::new(), move |world, location| {
        world.find_duplicate(location, &query)
    })
    .await
}

fn read(request: &HttpRequest, body: &Bytes) -> Result<Value, Said> {
    let kind = header_of(request, "Content-Type").unwrap_or_default();
    if !kind.starts_with("application/json") {
        return Err(bad_request("expected application/json"));
    }
    serde_json::from_slice(body).map_err(|_| bad_request("Unexpected token in JSON"))
}

/// What tells the contact of a body.
fn keys(body: &Value) -> Vec<String> {
    let key = |identity: Identity| {
        let text = body[identity.name()].as_str().filter(|text| !text.is_empty())?;
        Some(format!("{} {}", identity.name(), text.to_lowercase()))
    };
    [Identity::Email, Identity::Phone].into_iter().filter_map(key).collect()
}
