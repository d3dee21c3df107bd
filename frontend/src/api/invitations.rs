//! Invitations, from both sides.

use domain::InvitationId;
use domain::access::{
    AcceptInvitation, Invitation, InvitationList, InvitationPreview, InvitationToken,
    NewInvitation, SignedIn,
};
use gloo_net::http::Method;

use super::call::Call;
use super::{Client, Error};

/// Those that can still be accepted, newest first.
pub(crate) async fn list(client: Client) -> Result<InvitationList, Error> {
    client.send(Call::get("invitations")).await?.read()
}

/// Invites somebody by mail.
pub(crate) async fn make(client: Client, body: &NewInvitation) -> Result<Invitation, Error> {
    client.send(Call::post("invitations").json(body)).await?.read()
}

/// Takes an invitation back.
pub(crate) async fn revoke(client: Client, id: InvitationId) -> Result<(), Error> {
    client.send(Call::new(Method::DELETE, format!("invitations/{id}"))).await.map(drop)
}

/// What an invitation is for; whoever holds the link may ask.
pub(crate) async fn preview(
    client: Client,
    body: &InvitationToken,
) -> Result<InvitationPreview, Error> {
    client.send_bare(Call::post("invitations/preview").json(body)).await?.read()
}

/// Joins, signed in or not.
pub(crate) async fn accept(client: Client, body: &AcceptInvitation) -> Result<SignedIn, Error> {
    let call = Call::post("invitations/accept").json(body);
    match client.token() {
        Some(_) => client.send(call).await?.read(),
        None => client.send_bare(call).await?.read(),
    }
}
