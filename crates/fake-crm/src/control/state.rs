use actix_web::HttpResponse;
use actix_web::web::{Data, Json, Path};
use serde_json::json;

use crate::server::Shared;
use crate::world::limits::Limits;
use crate::world::location::Location;
use crate::world::settings::Settings;

/// All but contacts and tokens.
pub(super) async fn show(shared: Data<Shared>) -> HttpResponse {
    let state = shared.change(|world, now| {
        let figures = |id: &String| {
            let (contacts, duplicates) = (world.contacts.of(id).count(), world.duplicates(id));
            (id.clone(), json!({"contacts": contacts, "duplicates": duplicates}))
        };
        let places: serde_json::Map<_, _> = world.locations.keys().map(figures).collect();
        json!({
            "now": now,
            "settings": world.settings,
            "limits": world.limits,
            "counts": world.counts,
            "locations": world.locations,
            "figures": places,
            "unknown_paths": world.unknown_paths,
            "webhook_key": world.webhook_key(),
        })
    });
    HttpResponse::Ok().json(state)
}

pub(super) async fn set(shared: Data<Shared>, settings: Json<Settings>) -> HttpResponse {
    shared.change(|world, _| world.settings = settings.into_inner());
    HttpResponse::NoContent().finish()
}

pub(super) async fn limit(shared: Data<Shared>, limits: Json<Option<Limits>>) -> HttpResponse {
    shared.change(|world, _| world.limits = limits.into_inner());
    HttpResponse::NoContent().finish()
}

/// A new location, or a known one with other preferences.
pub(super) async fn set_location(shared: Data<Shared>, location: Json<Location>) -> HttpResponse {
    let location = location.into_inner();
    shared.change(|world, _| world.locations.insert(location.id.clone(), location));
    HttpResponse::NoContent().finish()
}

pub(super) async fn expire(shared: Data<Shared>) -> HttpResponse {
    shared.change(|world, _| world.expire_tokens());
    HttpResponse::NoContent().finish()
}

pub(super) async fn forget(shared: Data<Shared>) -> HttpResponse {
    shared.change(|world, _| world.forget_counts());
    HttpResponse::NoContent().finish()
}

/// Tokens without consent.
pub(super) async fn install(shared: Data<Shared>, location: Path<String>) -> HttpResponse {
    HttpResponse::Ok().json(shared.change(|world, now| world.install(&location, now)))
}
