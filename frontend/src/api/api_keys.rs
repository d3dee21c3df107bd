//! API keys.

use domain::ApiKeyId;
use domain::access::{ApiKeyList, IssuedApiKey, NewApiKey, RotateApiKey};
use gloo_net::http::Method;

use super::call::Call;
use super::{Client, Error};

/// Keys that are not revoked, newest first.
pub(crate) async fn list(client: Client) -> Result<ApiKeyList, Error> {
    client.send(Call::get("api-keys")).await?.read()
}

/// Makes a key; its secret comes this once.
pub(crate) async fn make(client: Client, body: &NewApiKey) -> Result<IssuedApiKey, Error> {
    client.send(Call::post("api-keys").json(body)).await?.read()
}

/// Gives a key a new secret; the old one works for some hours more.
pub(crate) async fn rotate(
    client: Client,
    id: ApiKeyId,
    body: &RotateApiKey,
) -> Result<IssuedApiKey, Error> {
    client.send(Call::post(format!("api-keys/{id}/rotate")).json(body)).await?.read()
}

/// Ends a key at once.
pub(crate) async fn revoke(client: Client, id: ApiKeyId) -> Result<(), Error> {
    client.send(Call::new(Method::DELETE, format!("api-keys/{id}"))).await.map(drop)
}
