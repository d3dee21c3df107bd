use actix_web::{HttpRequest, get, web};
use domain::Layer;
use domain::search::Suggestions;

use super::ask::ask_index;
use super::search::parse;
use crate::App;
use crate::access::{Access, ContactsRead};
use crate::http::Answer;

/// Completions in one answer, at most: what fits under a search box.
const LIMIT: usize = 8;

/// Suggest completions
///
/// People, companies, titles and cities that begin with what is being typed, with the number
/// of contacts each would find.
#[utoipa::path(
    tag = "contacts",
    params(
        ("q" = Option<String>, Query, example = "joh"),
        ("scope" = Option<Layer>, Query, description = "`workspace` unless given"),
    ),
    responses((status = 200, description = "Completions, most frequent first", body = Suggestions)),
)]
#[get("/contacts/suggest")]
pub(crate) async fn suggest_contacts(
    app: web::Data<App>,
    access: Access<ContactsRead>,
    request: HttpRequest,
) -> Answer<web::Json<Suggestions>> {
    let query = parse(request.query_string())?;
    let layer = query.scope;
    let suggestions = ask_index(&app, &access, layer, move |index, partition| {
        index.suggest(partition, &query.text, LIMIT)
    });
    let suggestions = suggestions.await?;
    Ok(web::Json(Suggestions { suggestions }))
}
