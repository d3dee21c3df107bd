//! Imports: from the mapping to the commit. Uploading has a file of its own.

use domain::ImportId;
use domain::import::{Import, ImportRows, Imports, MappingRequest, RowState};
use gloo_net::http::Method;

use super::call::Call;
use super::{Client, Error};

/// Imports, newest first; `cursor` is the end of the page before.
pub(crate) async fn list(client: Client, cursor: Option<String>) -> Result<Imports, Error> {
    let pairs: Vec<_> = cursor.map(|cursor| ("cursor", cursor)).into_iter().collect();
    client.send(Call::get("imports").query(&pairs)).await?.read()
}

/// One import as it stands now.
pub(crate) async fn find(client: Client, id: ImportId) -> Result<Import, Error> {
    client.send(Call::get(format!("imports/{id}"))).await?.read()
}

/// Says what the columns mean, and starts the check of the rows.
pub(crate) async fn map(
    client: Client,
    id: ImportId,
    mapping: &MappingRequest,
) -> Result<(), Error> {
    let call = Call::new(Method::PUT, format!("imports/{id}/mapping"));
    client.send(call.json(mapping)).await.map(drop)
}

/// A page of rows with their fate.
pub(crate) async fn rows(
    client: Client,
    id: ImportId,
    state: Option<RowState>,
    cursor: Option<String>,
    limit: usize,
) -> Result<ImportRows, Error> {
    let mut pairs = vec![("limit", limit.to_string())];
    pairs.extend(state.map(|state| ("state", state.as_str().to_owned())));
    pairs.extend(cursor.map(|cursor| ("cursor", cursor)));
    client.send(Call::get(format!("imports/{id}/rows")).query(&pairs)).await?.read()
}

/// Writes the rows into the workspace.
pub(crate) async fn commit(client: Client, id: ImportId) -> Result<(), Error> {
    client.send(Call::post(format!("imports/{id}/commit"))).await.map(drop)
}

/// Gives an import up before its commit.
pub(crate) async fn cancel(client: Client, id: ImportId) -> Result<(), Error> {
    client.send(Call::post(format!("imports/{id}/cancel"))).await.map(drop)
}
