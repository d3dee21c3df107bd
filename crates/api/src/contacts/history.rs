use actix_web::{get, web};
use domain::ContactId;
use domain::contact::History;

use crate::App;
use crate::access::{Access, ContactsRead};
use crate::http::{Answer, Refusal};

/// Show a contact's history
///
/// Every version with who made it and what it changed, newest first; and for every field that has a value
/// the version that it came with.
#[utoipa::path(
    tag = "contacts",
    params(("id" = ContactId, Path)),
    responses((status = 200, description = "The history", body = History)),
)]
#[get("/contacts/{id}/history")]
pub(crate) async fn show_contact_history(
    app: web::Data<App>,
    access: Access<ContactsRead>,
    id: web::Path<ContactId>,
) -> Answer<web::Json<History>> {
    let (scope, id) = (access.scope, id.into_inner());
    let history = app.db.read_as(&scope, move |c| db::contact::history(c, &scope, id)).await?;
    history.map(web::Json).ok_or_else(Refusal::not_found)
}
