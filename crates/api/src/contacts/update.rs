use actix_web::{HttpResponse, patch, web};
use db::contact::Change;
use domain::audit::{Action, Event};
use domain::contact::{Contact, ContactInput, ContactPatch};
use domain::{ContactId, Layer};

use super::suppressed::refuse_suppressed;
use crate::App;
use crate::access::{Access, ContactsWrite};
use crate::http::{Answer, IfMatch, Refusal, etag};

/// Change a contact
///
/// Fields that are absent stay, null empties, a value replaces. `If-Match` names the version
/// that the change was made for; if there is another by now, nothing is changed.
#[utoipa::path(
    tag = "contacts",
    params(("id" = ContactId, Path), ("If-Match" = String, Header, description = "The ETag that was read")),
    request_body(content = ContactPatch, example = json!({"title": "Chief Engineer", "notes": null})),
    responses((status = 200, description = "Changed", body = Contact, headers(("ETag" = String)))),
)]
#[patch("/contacts/{id}")]
pub(crate) async fn update_contact(
    app: web::Data<App>,
    access: Access<ContactsWrite>,
    id: web::Path<ContactId>,
    version: IfMatch,
    body: web::Json<ContactPatch>,
) -> Answer<HttpResponse> {
    let (id, patch, now) = (id.into_inner(), body.into_inner(), app.sources.now());
    let suppressor = app.suppressor.clone();
    let contact = access
        .act(&app, move |c, scope| {
            let current = db::contact::find(c, scope, Layer::Workspace, id)?
                .ok_or_else(Refusal::not_found)?;
            let before = ContactInput::from(current.fields.clone());
            let after = renamed(&before, patch.clone().apply(before.clone()));
            let fields = after.parse().map_err(Refusal::invalid)?;
            refuse_suppressed(c, scope, &suppressor, &fields)?;
            let change = Change { id, fields, version: Some(version.0), number: None };
            let contact =
                db::contact::update(c, scope, &change, now)?.ok_or_else(Refusal::not_found)?;
            let event = Event::new(Action::ContactChanged).on(id);
            let event = event.with("version", contact.version);
            Ok((contact, event))
        })
        .await?;
    Ok(HttpResponse::Ok().insert_header(etag(contact.version)).json(contact))
}

/// What was derived from a field follows it, unless the change names it too: a new title brings
/// its own seniority and department, new name parts a new full name.
fn renamed(before: &ContactInput, mut after: ContactInput) -> ContactInput {
    if after.title != before.title {
        let follows =
            |field: &Option<String>, derived: Option<String>| field.is_none() || *field == derived;
        let title = before.title.as_deref().unwrap_or_default();
        let seniority = domain::contact::Seniority::of_title(title).map(String::from);
        let department = domain::contact::Department::of_title(title).map(String::from);
        if after.seniority == before.seniority && follows(&before.seniority, seniority) {
            after.seniority = None;
        }
        if after.department == before.department && follows(&before.department, department) {
            after.department = None;
        }
    }
    let parts = |input: &ContactInput| (input.first_name.clone(), input.last_name.clone());
    let same_parts = parts(&after) == parts(before);
    if !same_parts && after.full_name == before.full_name {
        after.full_name = None;
    }
    let split =
        |name: &Option<String>| name.as_deref().and_then(domain::contact::split_name).unzip();
    if same_parts
        && after.full_name != before.full_name
        && parts(before) == split(&before.full_name)
    {
        (after.first_name, after.last_name) = split(&after.full_name);
    }
    after
}
