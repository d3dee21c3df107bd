use std::collections::HashSet;

use actix_web::web;
use domain::crm::{CONTACTS_MAX, NewPush, PushWhat};
use domain::problem::FieldError;
use domain::search::SearchQuery;
use domain::{ContactId, Layer, ListId};

use crate::App;
use crate::access::{Access, CrmPush};
use crate::contacts::{export_query, parse_search, wait_for_own_writes, with_lists};
use crate::http::{Answer, Refusal};

/// Ids in one request, at most.
const IDS_MAX: usize = 5_000;
/// Contacts that are looked up together.
const PAGE: usize = 1_000;

/// What a request chose.
pub(super) enum Chosen {
    Ids(Vec<ContactId>),
    Search(PushWhat, Box<SearchQuery>),
}

/// Reads what a request chose.
///
/// # Errors
/// The fields that do not fit together.
pub(super) fn chosen(new: NewPush) -> Answer<Chosen> {
    let NewPush { ids, list, search, .. } = new;
    match (ids, list, search) {
        (Some(ids), None, None) if (1..=IDS_MAX).contains(&ids.len()) => Ok(Chosen::Ids(ids)),
        (Some(_), None, None) => {
            let message = format!("Send 1 to {IDS_MAX} ids, a list or a search.");
            Err(wrong("ids", &message))
        }
        (None, Some(list), None) => Ok(Chosen::Search(PushWhat::List, Box::new(of_list(list)?))),
        (None, None, Some(search)) => {
            let query = export_query(search)?;
            if query.scope == Layer::Directory {
                let message = "Save contacts of the directory first; only your own are pushed.";
                return Err(wrong("search", message));
            }
            Ok(Chosen::Search(PushWhat::Search, Box::new(query)))
        }
        _ => Err(wrong("search", "Send one of ids, list and search.")),
    }
}

fn of_list(list: ListId) -> Answer<SearchQuery> {
    let query = parse_search(&format!("list={list}"))?;
    Ok(SearchQuery { facets: false, ..query })
}

fn wrong(field: &str, message: &str) -> Refusal {
    Refusal::invalid(vec![FieldError::new(field, "invalid", message)])
}

/// All that were chosen, each once, from one state of the index.
pub(super) async fn gather(
    app: &web::Data<App>,
    access: &Access<CrmPush>,
    chosen: Chosen,
) -> Answer<(PushWhat, Vec<ContactId>)> {
    let (what, query) = match chosen {
        Chosen::Ids(mut ids) => {
            let mut seen = HashSet::new();
            ids.retain(|id| seen.insert(*id));
            return Ok((PushWhat::Ids, own(app, access, ids).await?));
        }
        Chosen::Search(what, query) => (what, *query),
    };
    let mut query = SearchQuery { limit: PAGE, ..query };
    query = with_lists(app, access.scope, query).await?;
    wait_for_own_writes(app, access, Layer::Workspace).await?;
    let (index, mut all) = (app.index.still(), Vec::new());
    loop {
        let _turn = app.searches.clone().acquire_owned().await.map_err(Refusal::internal)?;
        let (index, asked) = (index.clone(), query.clone());
        let partition = access.scope.partition(Layer::Workspace);
        let found = web::block(move || index.find(partition, &asked));
        let found = found.await.map_err(Refusal::internal)??;
        all.extend(found.hits.iter().map(|hit| hit.contact));
        if all.len() > CONTACTS_MAX {
            let message = format!("A push has {CONTACTS_MAX} contacts at most. Narrow the search.");
            return Err(wrong("search", &message));
        }
        query.cursor = found.next_cursor;
        if query.cursor.is_none() {
            return Ok((what, all));
        }
    }
}

/// Those of the ids that are contacts of the workspace, in their order.
async fn own(
    app: &web::Data<App>,
    access: &Access<CrmPush>,
    ids: Vec<ContactId>,
) -> Answer<Vec<ContactId>> {
    let scope = access.scope;
    app.db
        .read_as(&scope, move |c| {
            let known = db::contact::versions(c, &scope, Layer::Workspace, &ids)?;
            let known: HashSet<ContactId> = known.into_iter().map(|(id, _)| id).collect();
            Ok(ids.into_iter().filter(|id| known.contains(id)).collect())
        })
        .await
}
