use actix_web::web;
use connect::oidc::Identity;
use db::system::NewAccount;
use db::{Conn, Scope, account};
use domain::audit::{Action, Actor, Event};
use domain::{Timestamp, UserId};

use crate::App;
use crate::access::{Origin, commit};
use crate::http::Answer;

/// Whom an identity belongs to, and where they go.
pub(super) struct Found {
    pub(super) scope: Scope,
    /// They have a second factor of ours, which the provider does not replace.
    pub(super) waits: bool,
}

/// The user of an identity: known under its subject, or by the address that the provider has
/// confirmed; else a new one, with an organization of their own. None if the user belongs to no
/// organization.
pub(super) async fn find_or_make(
    app: &web::Data<App>,
    origin: &Origin,
    identity: Identity,
) -> Answer<Option<Found>> {
    let now = app.sources.now();
    let account = new_account(app, &identity, now);
    let known = app.db.write(move |c| find(c, &identity, now)).await?;
    let (user, identity) = match known {
        (Some(user), _) => {
            let found = app
                .db
                .read(move |c| {
                    let waits = account::person(c, user)?.is_some_and(|(_, how)| how.second_factor);
                    Ok::<_, db::Error>((account::home(c, user)?, waits))
                })
                .await?;
            return Ok(found.0.map(|scope| Found { scope, waits: found.1 }));
        }
        (None, identity) => (account.user, identity),
    };
    let by = origin.by(account.organization, Actor::User(user));
    let scope = commit(app, origin, by, move |c| {
        let scope = db::system::create_account(c, &account, now)?;
        account::link_identity(c, user, (&identity.issuer, &identity.subject), now)?;
        let event = Event::new(Action::SignedUp).on(account.organization);
        Ok((scope, event.with("method", "oidc")))
    })
    .await?;
    Ok(Some(Found { scope, waits: false }))
}

fn new_account(app: &App, identity: &Identity, now: Timestamp) -> NewAccount {
    NewAccount {
        user: app.sources.id(),
        organization: app.sources.id(),
        email: identity.email.clone(),
        name: identity.name.clone(),
        password_hash: None,
        verified_at: Some(now),
        organization_name: format!("{}'s organization", identity.name),
    }
}

/// Finds the user, and remembers the identity if it was the address that told.
///
/// An account whose address was never confirmed may have been made by somebody who waits for its
/// owner to come: its password is taken away and its sessions end before the owner is let in.
fn find(
    conn: &mut Conn,
    identity: &Identity,
    now: Timestamp,
) -> db::Result<(Option<UserId>, Identity)> {
    let (issuer, subject) = (identity.issuer.as_str(), identity.subject.as_str());
    let own = Identity {
        issuer: identity.issuer.clone(),
        subject: identity.subject.clone(),
        email: identity.email.clone(),
        name: identity.name.clone(),
    };
    if let Some(user) = account::find_identity(conn, issuer, subject)? {
        return Ok((Some(user), own));
    }
    let Some(known) = account::credentials(conn, &identity.email)? else { return Ok((None, own)) };
    if !known.email_verified {
        account::set_password(conn, known.user, None)?;
        account::disable_factor(conn, known.user)?;
        db::session::end_others(conn, known.user, None, now)?;
        account::verify_email(conn, known.user, now)?;
    }
    account::link_identity(conn, known.user, (issuer, subject), now)?;
    Ok((Some(known.user), own))
}
