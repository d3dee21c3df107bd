//! People of the organization.

use domain::UserId;
use domain::access::{Member, MemberChange, MemberList};
use gloo_net::http::Method;

use super::call::Call;
use super::{Client, Error};

/// Everybody, by name.
pub(crate) async fn list(client: Client) -> Result<MemberList, Error> {
    client.send(Call::get("members")).await?.read()
}

/// Changes role or status.
pub(crate) async fn change(
    client: Client,
    id: UserId,
    body: &MemberChange,
) -> Result<Member, Error> {
    client.send(Call::new(Method::PATCH, format!("members/{id}")).json(body)).await?.read()
}

/// Takes somebody out of the organization.
pub(crate) async fn remove(client: Client, id: UserId) -> Result<(), Error> {
    client.send(Call::new(Method::DELETE, format!("members/{id}"))).await.map(drop)
}
