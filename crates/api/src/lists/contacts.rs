use actix_web::{delete, post, web};
use db::Which;
use domain::access::{Need, Permission, decide};
use domain::audit::{Action, Event};
use domain::list::{CONTACTS_MAX, List, ListChange, ListContacts};
use domain::problem::FieldError;
use domain::search::SearchQuery;
use domain::{Code, ContactId, ListId};

use super::load;
use super::query::in_workspace;
use crate::App;
use crate::access::{Access, ListsWrite, refuse};
use crate::contacts::{ask_index, parse_search};
use crate::http::{Answer, Refusal};

/// Put contacts into a list
///
/// Contacts of the workspace by their ids, or all that a search finds at this moment, up to 5,000 at once.
#[utoipa::path(
    tag = "lists",
    params(("id" = ListId, Path)),
    request_body(content = ListContacts, example = json!({"search": "q=vp&country=DE"})),
    responses((status = 200, description = "What became of them", body = ListChange)),
)]
#[post("/lists/{id}/contacts")]
pub(crate) async fn add_list_contacts(
    app: web::Data<App>,
    access: Access<ListsWrite>,
    id: web::Path<ListId>,
    body: web::Json<ListContacts>,
) -> Answer<web::Json<ListChange>> {
    change(app, access, id.into_inner(), body.into_inner(), Way::In).await
}

/// Take contacts out of a list
///
/// By their ids, or all that a search finds at this moment, up to 5,000 at once. The contacts stay.
#[utoipa::path(
    tag = "lists",
    params(("id" = ListId, Path)),
    request_body(content = ListContacts, example = json!({"search": "country=-DE"})),
    responses((status = 200, description = "What became of them", body = ListChange)),
)]
#[delete("/lists/{id}/contacts")]
pub(crate) async fn remove_list_contacts(
    app: web::Data<App>,
    access: Access<ListsWrite>,
    id: web::Path<ListId>,
    body: web::Json<ListContacts>,
) -> Answer<web::Json<ListChange>> {
    change(app, access, id.into_inner(), body.into_inner(), Way::Out).await
}

#[derive(Clone, Copy)]
enum Way {
    In,
    Out,
}

async fn change(
    app: web::Data<App>,
    access: Access<ListsWrite>,
    id: ListId,
    wanted: ListContacts,
    way: Way,
) -> Answer<web::Json<ListChange>> {
    let scope = access.scope;
    app.db.read_as(&scope, move |c| filled(&load(c, &scope, id, Which::Kept)?)).await?;
    let (ids, now) = (whom(&app, &access, wanted).await?, app.sources.now());
    let change = access
        .act(&app, move |c, scope| {
            filled(&load(c, scope, id, Which::Kept)?)?;
            let (moved, action) = match way {
                Way::In => (db::list::add(c, scope, id, &ids, now)?, Action::ListFilled),
                Way::Out => (db::list::remove(c, scope, id, &ids, now)?, Action::ListEmptied),
            };
            let list = load(c, scope, id, Which::Kept)?;
            let event = Event::new(action).on(id).with("contacts", moved.changed);
            let db::list::Moved { changed, unchanged, unknown } = moved;
            Ok((ListChange { changed, unchanged, unknown, list }, event))
        })
        .await?;
    Ok(web::Json(change))
}

/// A list that people fill.
fn filled(list: &List) -> Answer<()> {
    if list.query.is_none() {
        return Ok(());
    }
    let detail = "The contacts of this list are those of its search. Change the search instead.";
    Err(Refusal::new(Code::WrongState, detail))
}

/// Who is meant.
async fn whom(
    app: &web::Data<App>,
    access: &Access<ListsWrite>,
    wanted: ListContacts,
) -> Answer<Vec<ContactId>> {
    let wrong = |field: &str, message: String| {
        Refusal::invalid(vec![FieldError::new(field, "invalid", message)])
    };
    let text = match (wanted.ids, wanted.search) {
        (Some(ids), None) if (1..=CONTACTS_MAX).contains(&ids.len()) => return Ok(ids),
        (Some(_), None) => {
            return Err(wrong("ids", format!("Send 1 to {CONTACTS_MAX} ids, or a search.")));
        }
        (None, Some(search)) => search,
        _ => return Err(wrong("search", "Send either ids or a search.".to_owned())),
    };
    let reads = Need::Permission(Permission::ContactsRead);
    decide(&access.principal.standing, reads).map_err(refuse)?;
    let query = parse_search(text.trim_start_matches('?'))?;
    in_workspace(&query, "search")?;
    let query = SearchQuery { cursor: None, ..query };
    let found = ask_index(app, access, query, |index, partition, query| {
        index.every(partition, query, CONTACTS_MAX)
    });
    let found = found.await?;
    found.contacts.ok_or_else(|| {
        let total = found.total;
        wrong("search", format!("It finds {total} contacts; {CONTACTS_MAX} is the most at once."))
    })
}
