use actix_web::{get, web};
use db::request::Filter;
use domain::Timestamp;
use domain::problem::FieldError;
use domain::request::RequestPage;
use serde::Deserialize;

use crate::App;
use crate::access::{Access, AuditRead};
use crate::http::{Answer, Refusal, page_size, read_cursor, write_cursor};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    status: Option<String>,
    actor: Option<String>,
    limit: Option<i64>,
    cursor: Option<String>,
}

/// List requests
///
/// What people and keys of the organization asked of the API in the last 30 days, newest first: time,
/// route, status, latency and actor, and nothing of what was in it.
#[utoipa::path(
    tag = "audit",
    params(
        ("status" = Option<String>, Query, description = "`ok` (below 400) or `failed`"),
        ("actor" = Option<String>, Query, description = "The id of a user or a key"),
        ("limit" = Option<i64>, Query, description = "1 to 1,000; 50 if absent"),
        ("cursor" = Option<String>, Query, description = "The end of the page before"),
    ),
    responses((status = 200, description = "A page of requests", body = RequestPage)),
)]
#[get("/requests")]
pub(crate) async fn list_requests(
    app: web::Data<App>,
    access: Access<AuditRead>,
    query: web::Query<Query>,
) -> Answer<web::Json<RequestPage>> {
    let Query { status, actor, limit, cursor } = query.into_inner();
    let ok = match status.as_deref() {
        None | Some("") => None,
        Some("ok") => Some(true),
        Some("failed") => Some(false),
        Some(_) => {
            let error = FieldError::new("status", "unknown", "Expected ok or failed.");
            return Err(Refusal::invalid(vec![error]));
        }
    };
    let limit = page_size(limit)?;
    let before = read_cursor::<Place>(cursor.as_deref())?.map(|place| (place.at, place.id));
    let filter = Filter { ok, actor, before };
    if filter.actor.as_ref().is_some_and(|actor| actor.contains(char::is_control)) {
        return Err(Refusal::invalid(vec![FieldError::new("actor", "invalid", "Expected an id.")]));
    }
    let (scope, state) = (access.scope, app.clone());
    // What was asked a moment ago belongs to the list.
    web::block(move || state.write_requests()).await.map_err(Refusal::internal)??;
    let requests =
        app.db.read_as(&scope, move |c| db::request::list(c, &scope, &filter, limit + 1));
    let mut requests = requests.await?;
    let full = i64::try_from(requests.len()).is_ok_and(|count| count > limit);
    requests.truncate(usize::try_from(limit).unwrap_or_default());
    let last = requests.last().filter(|_| full);
    let next_cursor = last.map(|last| write_cursor(&format!("{} {}", last.at.micros(), last.id)));
    Ok(web::Json(RequestPage { requests, next_cursor }))
}

/// Where a page ended.
struct Place {
    at: Timestamp,
    id: String,
}

impl std::str::FromStr for Place {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (at, id) = text.split_once(' ').ok_or(())?;
        let at = Timestamp::from_micros(at.parse().map_err(drop)?);
        Ok(Self { at, id: id.to_owned() })
    }
}
