//! Routes that open and close a session, and those for people who cannot open one.

use domain::access::{
    EmailAddress, LinkToken, ResetPassword, SecondFactor, SignIn, SignInOptions, SignUp, SignedIn,
};

use super::call::Call;
use super::{Client, Error};

/// Ways to sign in here.
pub(crate) async fn options(client: Client) -> Result<SignInOptions, Error> {
    client.send_bare(Call::get("auth/options")).await?.read()
}

/// Makes an organization with its first member. They are signed in, or, where the address has to
/// be confirmed first, find a mail.
pub(crate) async fn sign_up(client: Client, body: &SignUp) -> Result<Option<SignedIn>, Error> {
    let answer = client.send_bare(Call::post("auth/signup").json(body)).await?;
    if answer.status() == 202 { Ok(None) } else { answer.read().map(Some) }
}

/// Signs in with e-mail and password.
pub(crate) async fn sign_in(client: Client, body: &SignIn) -> Result<SignedIn, Error> {
    client.send_bare(Call::post("auth/login").json(body)).await?.read()
}

/// Shows the second factor to a session that waits for it.
pub(crate) async fn verify_code(client: Client, body: &SecondFactor) -> Result<SignedIn, Error> {
    client.send_bare(Call::post("auth/mfa/verify").json(body)).await?.read()
}

/// Exchanges the cookie that scripts cannot read for an access token.
pub(super) async fn refresh(client: Client) -> Result<SignedIn, Error> {
    client.send_bare(Call::post("auth/refresh")).await?.read()
}

/// Ends the session at the server, also one that waits for its code.
pub(crate) async fn sign_out(client: Client) -> Result<(), Error> {
    client.send_once(Call::post("auth/logout")).await.map(drop)
}

/// Asks for a mail with a link to set a new password.
pub(crate) async fn forgot(client: Client, body: &EmailAddress) -> Result<(), Error> {
    client.send_bare(Call::post("auth/password/forgot").json(body)).await.map(drop)
}

/// Sets a new password with the link of a mail.
pub(crate) async fn reset(client: Client, body: &ResetPassword) -> Result<(), Error> {
    client.send_bare(Call::post("auth/password/reset").json(body)).await.map(drop)
}

/// Confirms an address with the link of a mail.
pub(crate) async fn verify_email(client: Client, body: &LinkToken) -> Result<(), Error> {
    client.send_bare(Call::post("auth/email/verify").json(body)).await.map(drop)
}
