//! The organization that the session works in.

use domain::access::{OrganizationChange, OrganizationSummary};
use gloo_net::http::Method;

use super::call::Call;
use super::{Client, Error};

/// Changes name or rules.
pub(crate) async fn change(
    client: Client,
    body: &OrganizationChange,
) -> Result<OrganizationSummary, Error> {
    client.send(Call::new(Method::PATCH, "organization").json(body)).await?.read()
}
