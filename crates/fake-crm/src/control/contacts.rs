use actix_web::HttpResponse;
use actix_web::web::{Data, Json, Path};
use serde_json::json;

use crate::server::Shared;
use crate::world::contact::Contact;

/// All contacts of a location.
pub(super) async fn list(shared: Data<Shared>, location: Path<String>) -> HttpResponse {
    HttpResponse::Ok().json(shared.change(|world, _| world.contacts(&location)))
}

/// A contact as somebody in the CRM would write it.
pub(super) async fn put(shared: Data<Shared>, contact: Json<Contact>) -> HttpResponse {
    let id = shared.change(|world, _| world.put_contact(contact.into_inner()));
    HttpResponse::Ok().json(json!({ "id": id }))
}

pub(super) async fn remove(shared: Data<Shared>, id: Path<String>) -> HttpResponse {
    if shared.change(|world, _| world.remove_contact(&id)) {
        HttpResponse::NoContent().finish()
    } else {
        HttpResponse::NotFound().finish()
    }
}
