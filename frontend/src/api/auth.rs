//! Routes that open and close a session.

use domain::access::{SignIn, SignUp, SignedIn};

use super::client::Call;
use super::{Client, Error};

/// Makes an organization with its first member, and signs them in.
pub(crate) async fn sign_up(client: Client, body: &SignUp) -> Result<SignedIn, Error> {
    client.send_bare(Call::post("auth/signup").json(body)).await?.read()
}

/// Signs in with e-mail and password.
pub(crate) async fn sign_in(client: Client, body: &SignIn) -> Result<SignedIn, Error> {
    client.send_bare(Call::post("auth/login").json(body)).await?.read()
}

/// Exchanges the cookie that scripts cannot read for an access token.
pub(super) async fn refresh(client: Client) -> Result<SignedIn, Error> {
    client.send_bare(Call::post("auth/refresh")).await?.read()
}

/// Ends the session at the server.
pub(crate) async fn sign_out(client: Client) -> Result<(), Error> {
    client.send(Call::post("auth/logout")).await.map(drop)
}
