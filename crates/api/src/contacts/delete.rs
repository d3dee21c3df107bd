use actix_web::{HttpResponse, delete, web};
use domain::ContactId;
use domain::audit::{Action, Event};

use crate::App;
use crate::access::{Access, ContactsDelete};
use crate::http::{Answer, IfMatch, Refusal};

/// Delete a contact
///
/// `If-Match` names the version that was seen; if there is another by now, nothing is deleted.
#[utoipa::path(
    tag = "contacts",
    params(("id" = ContactId, Path), ("If-Match" = String, Header, description = "The ETag that was read")),
    responses((status = 204, description = "Deleted")),
)]
#[delete("/contacts/{id}")]
pub(crate) async fn delete_contact(
    app: web::Data<App>,
    access: Access<ContactsDelete>,
    id: web::Path<ContactId>,
    version: IfMatch,
) -> Answer<HttpResponse> {
    let (id, now) = (id.into_inner(), app.sources.now());
    access
        .act(&app, move |c, scope| {
            if !db::contact::delete(c, scope, id, version.0, now)? {
                return Err(Refusal::not_found());
            }
            let event = Event::new(Action::ContactDeleted).on(id);
            Ok(((), event.with("version", version.0)))
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
