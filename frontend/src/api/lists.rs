//! Named collections of contacts.

use domain::ListId;
use domain::list::{List, ListChange, ListContacts, ListPatch, Lists, NewList};
use gloo_net::http::Method;

use super::call::Call;
use super::{Client, Error};

/// All of the organization, by name.
pub(crate) async fn list(client: Client) -> Result<Lists, Error> {
    client.send(Call::get("lists")).await?.read()
}

/// Makes one.
pub(crate) async fn create(client: Client, new: &NewList) -> Result<List, Error> {
    client.send(Call::post("lists").json(new)).await?.read()
}

/// Changes one.
pub(crate) async fn update(client: Client, id: ListId, patch: &ListPatch) -> Result<List, Error> {
    client.send(Call::new(Method::PATCH, format!("lists/{id}")).json(patch)).await?.read()
}

/// Deletes one; [`restore`] brings it back.
pub(crate) async fn delete(client: Client, id: ListId) -> Result<(), Error> {
    client.send(Call::new(Method::DELETE, format!("lists/{id}"))).await.map(drop)
}

/// Undoes a deletion.
pub(crate) async fn restore(client: Client, id: ListId) -> Result<List, Error> {
    client.send(Call::post(format!("lists/{id}/restore"))).await?.read()
}

/// Puts contacts in.
pub(crate) async fn add(
    client: Client,
    id: ListId,
    whom: &ListContacts,
) -> Result<ListChange, Error> {
    client.send(Call::post(format!("lists/{id}/contacts")).json(whom)).await?.read()
}

/// Takes contacts out.
pub(crate) async fn remove(
    client: Client,
    id: ListId,
    whom: &ListContacts,
) -> Result<ListChange, Error> {
    let call = Call::new(Method::DELETE, format!("lists/{id}/contacts")).json(whom);
    client.send(call).await?.read()
}
