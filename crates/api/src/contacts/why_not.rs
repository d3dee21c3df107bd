use actix_web::{HttpRequest, get, web};
use domain::search::{Exclusion, WhyNot};
use domain::{ContactId, Layer};

use super::ask::ask_index;
use super::search::parse;
use crate::App;
use crate::access::{Access, ContactsRead};
use crate::http::{Answer, Refusal};

/// Explain why a search misses a contact
///
/// Names each part of the search that alone keeps the contact away: words of the box, filters, or the
/// scope. Takes all parameters of `contacts/search`.
#[utoipa::path(
    tag = "contacts",
    params(
        ("id" = ContactId, Path),
        ("q" = Option<String>, Query, description = "And every other parameter of `contacts/search`", example = "ann -acme"),
        ("scope" = Option<Layer>, Query, description = "`workspace` unless given"),
    ),
    responses((status = 200, description = "What keeps it away", body = WhyNot)),
)]
#[get("/contacts/{id}/why-not")]
pub(crate) async fn explain_missing_contact(
    app: web::Data<App>,
    access: Access<ContactsRead>,
    id: web::Path<ContactId>,
    request: HttpRequest,
) -> Answer<web::Json<WhyNot>> {
    let (scope, id) = (access.scope, id.into_inner());
    let query = parse(request.query_string())?;
    let asked = query.scope;
    let is_there = |layer| {
        app.db.read_as(&scope, move |c| {
            Ok::<_, Refusal>(db::contact::find(c, &scope, layer, id)?.is_some())
        })
    };
    if !is_there(asked).await? {
        let (other, message) = match asked {
            Layer::Workspace => (Layer::Directory, "It is in the directory, not in the workspace."),
            Layer::Directory => (Layer::Workspace, "It is in the workspace, not in the directory."),
        };
        if !is_there(other).await? {
            return Err(Refusal::not_found());
        }
        let excluded_by = vec![Exclusion::scope(message)];
        return Ok(web::Json(WhyNot { found: false, excluded_by }));
    }
    let told = ask_index(&app, &access, query, move |index, partition, query| {
        index.why_not(partition, query, id)
    });
    // A contact that the index does not know yet comes in a moment; nothing in the search excludes it.
    let excluded_by = told.await?.unwrap_or_default();
    Ok(web::Json(WhyNot { found: excluded_by.is_empty(), excluded_by }))
}
