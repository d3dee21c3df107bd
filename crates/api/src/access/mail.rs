use db::Conn;
use db::link::Purpose;
use db::mail::Mail;
use domain::mail::Letter;
use domain::value::Email;
use domain::{LinkId, Timestamp, UserId};

use crate::App;

/// Seconds for which an address can be confirmed: 3 days.
const VERIFY_SECONDS: i64 = 3 * 24 * 3_600;
/// Seconds for which a new password can be set by mail.
const RESET_SECONDS: i64 = 30 * 60;

/// Enqueues a mail in the transaction of the act that asks for it, on behalf of a user.
pub(crate) fn post(
    app: &App,
    conn: &mut Conn,
    user: UserId,
    to: &Email,
    letter: Letter,
    now: Timestamp,
) -> db::Result<()> {
    let ids = (app.sources.id(), app.sources.id());
    db::mail::post(conn, ids, user, &Mail { to: to.clone(), letter }, now)
}

/// Sends the link that confirms an address.
pub(crate) fn post_verification(
    app: &App,
    conn: &mut Conn,
    (user, name): (UserId, &str),
    to: &Email,
    now: Timestamp,
) -> db::Result<()> {
    let link: LinkId = app.sources.id();
    let until = now.plus_seconds(VERIFY_SECONDS);
    db::link::create(conn, link, Purpose::VerifyEmail, user, until, now)?;
    post(app, conn, user, to, Letter::VerifyEmail { link, name: name.to_owned() }, now)
}

/// Sends the link that lets a person set a new password.
pub(crate) fn post_reset(
    app: &App,
    conn: &mut Conn,
    (user, name): (UserId, &str),
    to: &Email,
    now: Timestamp,
) -> db::Result<()> {
    let link: LinkId = app.sources.id();
    let until = now.plus_seconds(RESET_SECONDS);
    db::link::create(conn, link, Purpose::ResetPassword, user, until, now)?;
    post(app, conn, user, to, Letter::ResetPassword { link, name: name.to_owned() }, now)
}
