use actix_web::web;
use domain::access::{Need, Permission, decide};
use domain::saved_search::{Look, Notify, SEEN_MAX, SavedSearch, Seen, Snapshot};
use domain::search::{Day, SearchQuery};

use crate::App;
use crate::access::Access;
use crate::contacts::wait_for_own_writes;
use crate::http::{Answer, Refusal};

/// The results of a saved search at this moment; none if a filter has a value that no contact can have, such as a list that was deleted,
/// or for a key that may not read contacts.
pub(super) async fn results<P>(
    app: &web::Data<App>,
    access: &Access<P>,
    saved: &SavedSearch,
) -> Answer<Option<Seen>> {
    let reads = Need::Permission(Permission::ContactsRead);
    if decide(&access.principal.standing, reads).is_err() {
        return Ok(None);
    }
    let mut query = SearchQuery::from_address(&saved.query).map_err(Refusal::invalid)?;
    let layer = query.scope;
    wait_for_own_writes(app, access, layer).await?;
    let _turn = app.searches.clone().acquire_owned().await.map_err(Refusal::internal)?;
    let (index, scope, at) = (app.index.clone(), access.scope, app.sources.now());
    app.db
        .read_as(&scope, move |c| {
            match db::list::resolve(c, &scope, &mut query, Day::of(at)) {
                Err(db::list::Unresolved::Wrong(_)) => return Ok(None),
                resolved => resolved?,
            }
            let every = match index.every(scope.partition(layer), &query, SEEN_MAX) {
                Err(search::Error::Filter { .. }) => return Ok(None),
                found => found?,
            };
            let snapshot = match every.contacts {
                Some(ids) => Snapshot::of(db::contact::versions(c, &scope, layer, &ids)?),
                None => None,
            };
            Ok::<_, Refusal>(Some(Seen { at, look: Look { total: every.total, snapshot } }))
        })
        .await
}

/// Whoever begins to follow a search that they never looked at is told what changes from now on.
pub(super) async fn begin_to_follow<P>(
    app: &web::Data<App>,
    access: &Access<P>,
    saved: &SavedSearch,
) -> Answer<()> {
    let (id, scope) = (saved.id, access.scope);
    if saved.notify == Notify::None {
        return Ok(());
    }
    let seen = app.db.read_as(&scope, move |c| db::saved_search::seen(c, &scope, id)).await?;
    if seen.is_some() {
        return Ok(());
    }
    let Some(now) = results(app, access, saved).await? else { return Ok(()) };
    app.db
        .write_for(scope.organization(), move |c| {
            Ok::<_, Refusal>(db::saved_search::see(c, &scope, id, Some(&now), now.at)?)
        })
        .await
}
