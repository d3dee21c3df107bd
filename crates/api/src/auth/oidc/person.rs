use actix_web::web;
use connect::oidc::Identity;
use db::system::NewAccount;
use db::{Conn, Scope, account};
use domain::audit::{Action, Actor, Event};
use domain::mail::SecurityChange;
use domain::{Timestamp, UserId};

use crate::App;
use crate::access::{Origin, commit, post_change};
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
    let who = identity.clone();
    match app.db.read(move |c| find(c, &who)).await? {
        Known::Subject(found) => Ok(found),
        Known::Address(None) => Ok(None),
        Known::Address(Some(scope)) => link(app, origin, identity, scope).await.map(Some),
        Known::Nobody => make(app, origin, identity).await.map(Some),
    }
}

/// How an identity is known, and where its user belongs.
enum Known {
    Subject(Option<Found>),
    Address(Option<Scope>),
    Nobody,
}

fn find(conn: &mut Conn, identity: &Identity) -> db::Result<Known> {
    if let Some(user) = account::find_identity(conn, &identity.issuer, &identity.subject)? {
        return Ok(Known::Subject(match account::home(conn, user)? {
            Some(scope) => Some(Found { scope, waits: waits(conn, user)? }),
            None => None,
        }));
    }
    Ok(match account::credentials(conn, &identity.email)? {
        Some(known) => Known::Address(account::home(conn, known.user)?),
        None => Known::Nobody,
    })
}

fn waits(conn: &mut Conn, user: UserId) -> db::Result<bool> {
    Ok(account::person(conn, user)?.is_some_and(|(_, how)| how.second_factor))
}

/// Connects the identity with the account of its address.
async fn link(
    app: &web::Data<App>,
    origin: &Origin,
    identity: Identity,
    scope: Scope,
) -> Answer<Found> {
    let (state, user, now) = (app.clone(), scope.user(), app.sources.now());
    let by = origin.by(scope.organization(), Actor::User(user));
    commit(app, origin, by, move |c| {
        let taken_over = account::hand_over(c, user, now)?;
        account::link_identity(c, user, (&identity.issuer, &identity.subject), now)?;
        post_change(&state, c, user, SecurityChange::IdentityLinked, now)?;
        let found = Found { scope, waits: waits(c, user)? };
        let event =
            Event::new(Action::IdentityLinked).on(user).with("issuer", identity.issuer.as_str());
        Ok((found, event.with("taken_over", taken_over)))
    })
    .await
}

/// Makes an account and an organization for somebody new.
async fn make(app: &web::Data<App>, origin: &Origin, identity: Identity) -> Answer<Found> {
    let now = app.sources.now();
    let account = new_account(app, &identity, now);
    let by = origin.by(account.organization, Actor::User(account.user));
    let package = app.limits.package;
    let scope = commit(app, origin, by, move |c| {
        let scope = db::system::create_account(c, &account, now)?;
        db::usage::set_package(c, &scope, package)?;
        account::link_identity(c, account.user, (&identity.issuer, &identity.subject), now)?;
        let event = Event::new(Action::SignedUp).on(account.organization);
        Ok((scope, event.with("method", "oidc")))
    })
    .await?;
    Ok(Found { scope, waits: false })
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
