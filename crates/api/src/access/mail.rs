use db::Conn;
use db::link::Purpose;
use db::mail::Mail;
use domain::mail::{Letter, SecurityChange};
use domain::value::Email;
use domain::{LinkId, Timestamp, UserId};

use crate::App;

/// Seconds for which an address can be confirmed: 3 days.
const VERIFY_SECONDS: i64 = 3 * 24 * 3_600;
/// Seconds for which a new password can be set by mail.
const RESET_SECONDS: i64 = 30 * 60;
/// Seconds between two links of a kind for one person, so that nobody can fill another's mailbox.
const PAUSE_SECONDS: i64 = 60;

/// Whether a mailbox got a letter of this kind a moment ago; notes that it gets one now, if not.
/// Nobody can so fill a mailbox that is not theirs.
pub(crate) fn is_too_soon(
    app: &App,
    conn: &mut Conn,
    kind: &str,
    to: &Email,
    now: Timestamp,
) -> db::Result<bool> {
    let name = app.secrets.replay.name(&["letter", kind, to.as_str()]);
    let last = db::failure::find(conn, &name)?;
    if last.is_some_and(|last| last.last_at.plus_seconds(PAUSE_SECONDS) > now) {
        return Ok(true);
    }
    db::failure::add(conn, &name, now)?;
    Ok(false)
}

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

/// Tells a person that what proves who they are has changed.
pub(crate) fn post_change(
    app: &App,
    conn: &mut Conn,
    user: UserId,
    change: SecurityChange,
    now: Timestamp,
) -> db::Result<()> {
    match db::account::credentials_of(conn, user)? {
        Some((known, email)) => {
            let letter = Letter::SecurityChanged { name: known.name, change };
            post(app, conn, user, &email, letter, now)
        }
        None => Ok(()),
    }
}

/// Sends the link that confirms an address, unless one was sent a moment ago.
pub(crate) fn post_verification(
    app: &App,
    conn: &mut Conn,
    (user, name): (UserId, &str),
    to: &Email,
    now: Timestamp,
) -> db::Result<()> {
    let Some(link) = link(app, conn, (Purpose::VerifyEmail, VERIFY_SECONDS), user, now)? else {
        return Ok(());
    };
    post(app, conn, user, to, Letter::VerifyEmail { link, name: name.to_owned() }, now)
}

/// Sends the link that lets a person set a new password, unless one was sent a moment ago.
pub(crate) fn post_reset(
    app: &App,
    conn: &mut Conn,
    (user, name): (UserId, &str),
    to: &Email,
    now: Timestamp,
) -> db::Result<()> {
    let Some(link) = link(app, conn, (Purpose::ResetPassword, RESET_SECONDS), user, now)? else {
        return Ok(());
    };
    post(app, conn, user, to, Letter::ResetPassword { link, name: name.to_owned() }, now)
}

fn link(
    app: &App,
    conn: &mut Conn,
    (purpose, seconds): (Purpose, i64),
    user: UserId,
    now: Timestamp,
) -> db::Result<Option<LinkId>> {
    if db::link::was_made(conn, purpose, user, now.plus_seconds(-PAUSE_SECONDS))? {
        return Ok(None);
    }
    let (link, until) = (app.sources.id(), now.plus_seconds(seconds));
    db::link::create(conn, link, purpose, user, until, now)?;
    Ok(Some(link))
}
