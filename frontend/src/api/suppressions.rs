//! The suppression list.

use domain::SuppressionId;
use domain::suppression::{
    CheckSuppression, NewSuppressions, Suppressed, SuppressionPage, SuppressionReason,
    SuppressionsAdded,
};
use gloo_net::http::Method;
use web_sys::File;

use super::call::Call;
use super::upload::send_to;
use super::{Client, Error};

/// One page, newest first; `cursor` is the end of the page before.
pub(crate) async fn list(client: Client, cursor: Option<String>) -> Result<SuppressionPage, Error> {
    let query: Vec<_> = cursor.map(|cursor| ("cursor", cursor)).into_iter().collect();
    client.send(Call::get("suppressions").query(&query)).await?.read()
}

/// Adds addresses, numbers and domains.
pub(crate) async fn add(
    client: Client,
    body: &NewSuppressions,
) -> Result<SuppressionsAdded, Error> {
    client.send(Call::post("suppressions").json(body)).await?.read()
}

/// Adds those of a file.
pub(crate) async fn import(
    client: Client,
    file: &File,
    reason: SuppressionReason,
) -> Result<SuppressionsAdded, Error> {
    let path = format!("suppressions/import?reason={}", reason.as_str());
    send_to(client, &path, file, |_| ()).await
}

/// Whether a contact with this value would be held back.
pub(crate) async fn check(client: Client, value: String) -> Result<Suppressed, Error> {
    client.send(Call::post("suppressions/check").json(&CheckSuppression { value })).await?.read()
}

/// Takes an entry from the list. The request finishes even when the page is left meanwhile.
pub(crate) async fn remove(client: Client, id: SuppressionId) -> Result<(), Error> {
    let call = Call::new(Method::DELETE, format!("suppressions/{id}"));
    client.send(call.outlives_page()).await.map(drop)
}
