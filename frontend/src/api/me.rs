//! The person who is signed in: profile, password, second factor, sessions.

use domain::SessionId;
use domain::access::{
    ChangeMe, ChangePassword, DeleteMe, Me, RecoveryCodes, SecondFactor, SessionList, SignedIn,
    SwitchOrganization, TotpSetup,
};
use gloo_net::http::Method;

use super::call::Call;
use super::{Client, Error};

/// Who is signed in, and what they may do.
pub(crate) async fn find(client: Client) -> Result<Me, Error> {
    client.send(Call::get("me")).await?.read()
}

/// The same, asked while another request is being dealt with.
pub(super) async fn find_again(client: Client) -> Result<Me, Error> {
    client.send_once(Call::get("me")).await?.read()
}

/// Changes the name.
pub(crate) async fn change(client: Client, body: &ChangeMe) -> Result<Me, Error> {
    client.send(Call::new(Method::PATCH, "me").json(body)).await?.read()
}

/// Deletes the account for good.
pub(crate) async fn delete(client: Client, body: &DeleteMe) -> Result<(), Error> {
    client.send(Call::post("me/deletion").json(body)).await.map(drop)
}

/// Changes the password; every other session ends.
pub(crate) async fn change_password(client: Client, body: &ChangePassword) -> Result<(), Error> {
    client.send(Call::post("me/password").json(body)).await.map(drop)
}

/// Asks for the mail that confirms the address once more.
pub(crate) async fn send_verification(client: Client) -> Result<(), Error> {
    client.send(Call::post("me/email/verification")).await.map(drop)
}

/// Browsers that are signed in.
pub(crate) async fn sessions(client: Client) -> Result<SessionList, Error> {
    client.send(Call::get("me/sessions")).await?.read()
}

/// Signs one browser out.
pub(crate) async fn end_session(client: Client, id: SessionId) -> Result<(), Error> {
    client.send(Call::new(Method::DELETE, format!("me/sessions/{id}"))).await.map(drop)
}

/// Signs every browser out but this one.
pub(crate) async fn end_other_sessions(client: Client) -> Result<(), Error> {
    client.send(Call::new(Method::DELETE, "me/sessions")).await.map(drop)
}

/// Works in another organization from now on.
pub(crate) async fn switch(client: Client, body: &SwitchOrganization) -> Result<SignedIn, Error> {
    client.send(Call::post("me/organization").json(body)).await?.read()
}

/// Makes a secret for an authenticator app.
pub(crate) async fn set_up_totp(client: Client) -> Result<TotpSetup, Error> {
    client.send(Call::post("me/totp")).await?.read()
}

/// Puts the secret in force with a code of it.
pub(crate) async fn confirm_totp(
    client: Client,
    body: &SecondFactor,
) -> Result<RecoveryCodes, Error> {
    client.send(Call::post("me/totp/confirm").json(body)).await?.read()
}

/// Replaces all recovery codes.
pub(crate) async fn new_recovery_codes(
    client: Client,
    body: &SecondFactor,
) -> Result<RecoveryCodes, Error> {
    client.send(Call::post("me/totp/recovery-codes").json(body)).await?.read()
}

/// Takes the second factor away.
pub(crate) async fn disable_totp(client: Client, body: &SecondFactor) -> Result<(), Error> {
    client.send(Call::post("me/totp/disable").json(body)).await.map(drop)
}
