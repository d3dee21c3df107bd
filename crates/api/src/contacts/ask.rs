use actix_web::web;
use domain::Partition;
use domain::search::SearchQuery;
use search::Index;

use super::wait::wait_for_own_writes;
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
    ask: impl FnOnce(&Index, Partition, &SearchQuery) -> Result<T, search::Error> + Send + 'static,
) -> Answer<T> {
    let layer = query.scope;
    let _turn = app.searches.clone().acquire_owned().await.map_err(Refusal::internal)?;
    wait_for_own_writes(app, access, layer).await?;
    let (state, scope) = (app.clone(), access.scope);
    app.db
        .read_as(&scope, move |c| {
            db::list::resolve(c, &scope, &mut query)?;
            Ok::<_, Refusal>(ask(&state.index, scope.partition(layer), &query)?)
        })
        .await
}
