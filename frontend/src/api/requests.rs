//! The request log.

use domain::request::RequestPage;

use super::call::Call;
use super::{Client, Error};

/// One page, newest first. `status` is `ok`, `failed` or none for all; `cursor` is the end of the
/// page before.
pub(crate) async fn list(
    client: Client,
    status: Option<&str>,
    cursor: Option<String>,
) -> Result<RequestPage, Error> {
    let mut query = Vec::new();
    query.extend(status.map(|status| ("status", status.to_owned())));
    query.extend(cursor.map(|cursor| ("cursor", cursor)));
    client.send(Call::get("requests").query(&query)).await?.read()
}
