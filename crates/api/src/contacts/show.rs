use actix_web::{HttpResponse, get, web};
use domain::contact::Contact;
use domain::{ContactId, Layer};

use crate::App;
use crate::access::{Access, ContactsRead};
use crate::http::{Answer, Refusal, etag};

/// Show a contact
///
/// A contact of the workspace, or one of the directory without what only saving reveals.
#[utoipa::path(
    tag = "contacts",
    params(("id" = ContactId, Path)),
    responses((status = 200, description = "The contact", body = Contact, headers(("ETag" = String)))),
)]
#[get("/contacts/{id}")]
pub(crate) async fn show_contact(
    app: web::Data<App>,
    access: Access<ContactsRead>,
    id: web::Path<ContactId>,
) -> Answer<HttpResponse> {
    let (scope, id) = (access.scope, id.into_inner());
    let contact = app
        .db
        .read_as(&scope, move |c| match db::contact::find(c, &scope, Layer::Workspace, id)? {
            Some(contact) => Ok(Some(contact)),
            None => db::contact::find(c, &scope, Layer::Directory, id),
        })
        .await?
        .ok_or_else(Refusal::not_found)?;
    Ok(HttpResponse::Ok().insert_header(etag(contact.version)).json(contact))
}
