use actix_web::{HttpResponse, post, web};
use db::contact::NewContact;
use domain::audit::{Action, Event};
use domain::contact::{Contact, ContactInput, Origin};

use super::suppressed::refuse_suppressed;
use crate::App;
use crate::access::{Access, ContactsWrite};
use crate::http::{Answer, Refusal, etag};

/// Create a contact
///
/// Makes a contact in the workspace. The next search finds it.
#[utoipa::path(
    tag = "contacts",
    request_body(content = ContactInput, example = json!({"first_name": "Ada", "last_name": "Lovelace", "title": "VP Engineering", "company": "Analytical Engines", "emails": [{"value": "ada@engines.example"}], "country": "GB"})),
    responses((status = 201, description = "Made", body = Contact, headers(("ETag" = String)))),
)]
#[post("/contacts")]
pub(crate) async fn create_contact(
    app: web::Data<App>,
    access: Access<ContactsWrite>,
    body: web::Json<ContactInput>,
) -> Answer<HttpResponse> {
    let fields = body.into_inner().parse().map_err(Refusal::invalid)?;
    let new = NewContact { id: app.sources.id(), fields, source: Origin::Created };
    let (now, suppressor) = (app.sources.now(), app.suppressor.clone());
    let contact = access
        .act(&app, move |c, scope| {
            refuse_suppressed(c, scope, &suppressor, &new.fields)?;
            if let Some(check) = db::usage::room_for_contacts(c, scope, 1)? {
                return Err(Refusal::limit_reached(&check));
            }
            let contact = db::contact::create(c, scope, new.clone(), now)?;
            let event = Event::new(Action::ContactCreated).on(contact.id);
            Ok((contact, event))
        })
        .await?;
    Ok(HttpResponse::Created().insert_header(etag(contact.version)).json(contact))
}
