use actix_web::web;
use domain::{Layer, Partition};
use search::Index;

use super::wait::wait_for_own_writes;
use crate::App;
use crate::access::Access;
use crate::http::{Answer, Refusal};

/// Asks the index for what is no page of hits: in its turn among the searches, and when it shows what was
/// written before this request.
///
/// # Errors
/// Unavailable while there is no index; what the index refuses.
pub(in crate::contacts) async fn ask_index<P, T: Send + 'static>(
    app: &web::Data<App>,
    access: &Access<P>,
    layer: Layer,
    ask: impl FnOnce(&Index, Partition) -> Result<T, search::Error> + Send + 'static,
) -> Answer<T> {
    let _turn = app.searches.clone().acquire_owned().await.map_err(Refusal::internal)?;
    wait_for_own_writes(app, access, layer).await?;
    let (state, partition) = (app.clone(), access.scope.partition(layer));
    let asked = web::block(move || ask(&state.index, partition));
    Ok(asked.await.map_err(Refusal::internal)??)
}
