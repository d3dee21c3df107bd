//! What the organization has used of its package.

use domain::package::Usage;

use super::call::Call;
use super::{Client, Error};

/// How its limits stand now.
pub(crate) async fn show(client: Client) -> Result<Usage, Error> {
    client.send(Call::get("usage")).await?.read()
}
