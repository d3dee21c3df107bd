use actix_web::web;
use db::{Conn, Scope};
use domain::Partition;
use domain::search::{Day, FilterField, SearchQuery};
use search::Index;

use super::wait::read_own_writes;
use crate::App;
use crate::access::Access;
use crate::http::{Answer, Refusal};

/// Asks the index for what is no page of hits: in its turn among the searches, and when it shows what was
/// written before this request.
///
/// # Errors
/// Unavailable while there is no index; what the index refuses; lists of the search that are none.
pub(crate) async fn ask_index<P, T: Send + 'static>(
    app: &web::Data<App>,
    access: &Access<P>,
    mut query: SearchQuery,
    ask: impl FnOnce(&Index, Partition, &SearchQuery) -> Result<T, search::Error>
    + Clone
    + Send
    + 'static,
) -> Answer<T> {
    let layer = query.scope;
    let _turn = app.searches.clone().acquire_owned().await.map_err(Refusal::internal)?;
    let day = Day::of_search(&mut query, app.sources.now());
    let (state, scope) = (app.clone(), access.scope);
    let read = move |c: &mut Conn| {
        db::list::resolve(c, &scope, &mut query, day)?;
        Ok(ask(&state.index, scope.partition(layer), &query)?)
    };
    read_own_writes(app, access, layer, read).await
}

/// A search with the live lists that it names looked up, most name none, and with its moving spans of time as
/// they are today.
///
/// # Errors
/// Lists of the search that are none.
pub(crate) async fn with_lists(
    app: &web::Data<App>,
    scope: Scope,
    mut query: SearchQuery,
) -> Answer<SearchQuery> {
    let day = Day::of_search(&mut query, app.sources.now());
    query.settle(day);
    if query.filters.iter().all(|filter| filter.field != FilterField::List) {
        return Ok(query);
    }
    app.db
        .read_as(&scope, move |c| {
            db::list::resolve(c, &scope, &mut query, day)?;
            Ok::<_, Refusal>(query)
        })
        .await
}
