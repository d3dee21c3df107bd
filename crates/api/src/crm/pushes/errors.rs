use std::io;

use actix_web::http::header;
use actix_web::{HttpResponse, get, web};
use db::Scope;
use db::crm::push_item::list;
use domain::PushId;
use domain::crm::{FateFilter, PushFate, PushItem};
use files::write::line;
use futures_util::stream;

use super::load::load;
use crate::App;
use crate::access::{Access, CrmPush};
use crate::http::{Answer, Refusal};

/// Contacts that are read at once.
const PAGE: i64 = 1_000;
/// What is wrong with a contact, in this order.
const WRONG: [PushFate; 4] =
    [PushFate::Failed, PushFate::Conflict, PushFate::NotPushable, PushFate::Suppressed];

/// Download the contacts that were not pushed
///
/// A CSV of those that failed, are in conflict or cannot be pushed, each with the reason, both records of a
/// conflict, and the CRM's trace id.
#[utoipa::path(
    tag = "crm",
    params(("id" = PushId, Path)),
    responses((status = 200, description = "The file", content_type = "text/csv", body = String)),
)]
#[get("/crm/pushes/{id}/errors.csv")]
pub(crate) async fn download_push_errors(
    app: web::Data<App>,
    access: Access<CrmPush>,
    id: web::Path<PushId>,
) -> Answer<HttpResponse> {
    let (scope, id) = (access.scope, id.into_inner());
    app.db.read_as(&scope, move |c| load(c, &scope, id).map(drop)).await?;
    let header = [
        "number",
        "contact",
        "name",
        "outcome",
        "reason",
        "fields",
        "crm record",
        "other crm record",
        "other contact",
        "trace id",
    ];
    let first = line(&header.map(str::to_owned));
    let begin = Place { first: Some(first), fate: 0, after: 0 };
    let pages = stream::try_unfold(Some(begin), move |place| {
        let app = app.clone();
        async move {
            let Some(place) = place else { return Ok(None) };
            page(&app, scope, id, place).await.map(Some).map_err(|refusal| {
                tracing::error!(error = refusal.cause(), "push.errors_failed");
                io::Error::from(io::ErrorKind::Other)
            })
        }
    });
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"push-errors.csv\""))
        .streaming(Box::pin(pages)))
}

/// Where the next page begins.
struct Place {
    first: Option<Vec<u8>>,
    fate: usize,
    after: u64,
}

async fn page(
    app: &App,
    scope: Scope,
    id: PushId,
    place: Place,
) -> Answer<(web::Bytes, Option<Place>)> {
    let mut bytes = place.first.unwrap_or_default();
    let Some(&fate) = WRONG.get(place.fate) else { return Ok((bytes.into(), None)) };
    let (filter, asked) = (FateFilter { fate: Some(fate) }, (place.after, PAGE));
    let items = app
        .db
        .read_as(&scope, move |c| Ok::<_, Refusal>(list(c, &scope, id, filter, asked)?))
        .await?;
    for item in &items {
        bytes.extend(line(&told(item)));
    }
    let next = match items.last() {
        Some(last) => Place { first: None, fate: place.fate, after: last.number },
        None => Place { first: None, fate: place.fate + 1, after: 0 },
    };
    Ok((bytes.into(), Some(next)))
}

fn told(item: &PushItem) -> [String; 10] {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    [
        item.number.to_string(),
        item.contact.to_string(),
        text(&item.name),
        item.fate.title().to_owned(),
        text(&item.reason),
        item.fields.join(" "),
        text(&item.crm_id),
        text(&item.other_crm_id),
        item.other_contact.map(|id| id.to_string()).unwrap_or_default(),
        text(&item.trace_id),
    ]
}
