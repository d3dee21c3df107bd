use actix_web::{HttpRequest, get, web};
use domain::Layer;
use domain::search::{FacetValues, FilterField};

use super::ask::ask_index;
use super::search::parse_beside;
use crate::App;
use crate::access::{Access, ContactsRead};
use crate::http::{Answer, Refusal};

/// Values in one answer, at most: more than anybody reads before typing another letter.
const LIMIT: usize = 50;

/// List the values of a filter
///
/// Values that begin as `value_like` does, or have a word that does, with the number of contacts that each
/// would find beside the rest of the search; the field's own filter does not narrow them. Takes all
/// parameters of `contacts/search`. In the directory, domains are those of companies alone: those of
/// addresses are hidden. Values of tags, regions and domains come in lower case.
#[utoipa::path(
    tag = "contacts",
    params(
        ("field" = FilterField, Path, description = "Any filter but `created`, `updated`, `verified` and `list`", example = "company"),
        ("value_like" = Option<String>, Query, example = "acm"),
        ("q" = Option<String>, Query, description = "And every other parameter of `contacts/search`"),
        ("scope" = Option<Layer>, Query, description = "`workspace` unless given"),
    ),
    responses((status = 200, description = "At most 50 values, the most frequent first", body = FacetValues)),
)]
#[get("/contacts/facets/{field}")]
pub(crate) async fn list_facet_values(
    app: web::Data<App>,
    access: Access<ContactsRead>,
    field: web::Path<String>,
    request: HttpRequest,
) -> Answer<web::Json<FacetValues>> {
    let field = FilterField::parse(&field).ok_or_else(Refusal::not_found)?;
    let (query, like) = parse_beside(request.query_string(), "value_like")?;
    let values = ask_index(&app, &access, query, move |index, partition, query| {
        index.facet_values(partition, query, (field, &like), LIMIT)
    });
    let values = values.await?;
    Ok(web::Json(FacetValues { values }))
}
