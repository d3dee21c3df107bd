//! Searches that are kept under a name.

use domain::SavedSearchId;
use domain::saved_search::{NewSavedSearch, SavedSearch, SavedSearchPatch, SavedSearches};
use gloo_net::http::Method;

use super::call::Call;
use super::{Client, Error};

/// Those of the caller and the shared ones, by name.
pub(crate) async fn list(client: Client) -> Result<SavedSearches, Error> {
    client.send(Call::get("saved-searches")).await?.read()
}

/// One, with what became of its results since the caller looked last.
pub(crate) async fn find(client: Client, id: SavedSearchId) -> Result<SavedSearch, Error> {
    client.send(Call::get(format!("saved-searches/{id}"))).await?.read()
}

/// Keeps one.
pub(crate) async fn create(client: Client, new: &NewSavedSearch) -> Result<SavedSearch, Error> {
    client.send(Call::post("saved-searches").json(new)).await?.read()
}

/// Changes one.
pub(crate) async fn update(
    client: Client,
    id: SavedSearchId,
    patch: &SavedSearchPatch,
) -> Result<SavedSearch, Error> {
    let call = Call::new(Method::PATCH, format!("saved-searches/{id}")).json(patch);
    client.send(call).await?.read()
}

/// Deletes one; [`restore`] brings it back.
pub(crate) async fn delete(client: Client, id: SavedSearchId) -> Result<(), Error> {
    client.send(Call::new(Method::DELETE, format!("saved-searches/{id}"))).await.map(drop)
}

/// Undoes a deletion.
pub(crate) async fn restore(client: Client, id: SavedSearchId) -> Result<(), Error> {
    client.send(Call::post(format!("saved-searches/{id}/restore"))).await.map(drop)
}

/// Notes that the caller looks at its results now.
pub(crate) async fn note_seen(client: Client, id: SavedSearchId) -> Result<(), Error> {
    client.send(Call::post(format!("saved-searches/{id}/seen"))).await.map(drop)
}
