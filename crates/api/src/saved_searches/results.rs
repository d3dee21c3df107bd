use actix_web::web;
use domain::ContactId;
use domain::access::{Need, Permission, decide};
use domain::saved_search::{SEEN_MAX, SavedSearch, Snapshot};
use domain::search::SearchQuery;

use crate::App;
use crate::access::{Access, ListsRead};
use crate::contacts::{parse_search, wait_for_own_writes};
use crate::http::{Answer, Refusal};

/// Results that are looked at together.
const PAGE: usize = 1_000;

/// The results of a saved search at this moment; none if there are too many to keep, if a filter has a
/// value that no contact can have, or for a key that may not read contacts.
pub(super) async fn results(
    app: &web::Data<App>,
    access: &Access<ListsRead>,
    saved: &SavedSearch,
) -> Answer<Option<Snapshot>> {
    let reads = Need::Permission(Permission::ContactsRead);
    if decide(&access.principal.standing, reads).is_err() {
        return Ok(None);
    }
    let query = SearchQuery { facets: false, limit: PAGE, ..parse_search(&saved.query)? };
    let layer = query.scope;
    wait_for_own_writes(app, access, layer).await?;
    let _turn = app.searches.clone().acquire_owned().await.map_err(Refusal::internal)?;
    // One state of the index, so that nobody is missed between two pages.
    let (index, scope) = (app.index.still(), access.scope);
    app.db
        .read_as(&scope, move |c| {
            let mut query = query;
            let mut ids: Vec<ContactId> = Vec::new();
            loop {
                let found = match index.find(scope.partition(layer), &query) {
                    Err(search::Error::Filter { .. }) => return Ok(None),
                    found => found?,
                };
                ids.extend(found.hits.iter().map(|hit| hit.contact));
                if ids.len() > SEEN_MAX {
                    return Ok(None);
                }
                query.cursor = found.next_cursor;
                if query.cursor.is_none() {
                    break;
                }
            }
            let contacts = db::contact::versions(c, &scope, layer, &ids)?;
            Ok::<_, Refusal>(Snapshot::of(contacts))
        })
        .await
}
