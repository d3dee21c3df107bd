use actix_web::{HttpMessage, HttpRequest, HttpResponse, post, web};
use db::invitation::Offer;
use db::session::Session;
use db::{Conn, Scope};
use domain::access::{AcceptInvitation, SignedIn};
use domain::audit::{Action, Actor, Event};
use domain::problem::FieldError;
use domain::{Code, InvitationId, Timestamp, UserId};

use super::preview::{gone, offer, read};
use crate::App;
use crate::access::{
    Caller, Origin, check_new, commit, open_session, second_factor_required, welcome,
};
use crate::auth::Proven;
use crate::http::{Answer, Refusal};
use crate::me::parse_name;

/// Accept an invitation
///
/// For a user of the invited address: signed in with it, or with its password, or, if the address has
/// no account, with a name and a new password, which makes one. Opens a session in the organization.
#[utoipa::path(
    tag = "members",
    security((), ("access_token" = [])),
    request_body(content = AcceptInvitation, example = json!({"token": "…", "name": "Grace Hopper", "password": "correct horse battery"})),
    responses((status = 200, description = "A member now, and signed in", body = SignedIn)),
)]
#[post("/invitations/accept")]
pub(crate) async fn accept_invitation(
    app: web::Data<App>,
    origin: Origin,
    request: HttpRequest,
    body: web::Json<AcceptInvitation>,
) -> Answer<HttpResponse> {
    let body = body.into_inner();
    let id = read(&app, &body.token)?;
    let now = app.sources.now();
    let offer = app.db.read(move |c| offer(c, id, now)).await?;
    let caller = request.extensions().get::<Caller>().map(|caller| caller.principal.clone());
    // A key is nobody who could join.
    let caller = caller.filter(|principal| principal.session.is_some());
    let joining = match caller {
        Some(principal) => by_session(&app, principal.scope.user(), &offer).await?,
        None => by_password(&app, &origin, &offer, body).await?,
    };
    let session = join(&app, &origin, id, offer, joining).await?;
    if session.waits {
        return second_factor_required(&app, &session);
    }
    welcome(&app, session, HttpResponse::Ok()).await
}

/// Who joins, and how they were proved.
enum Joining {
    /// Signed in already.
    Present(UserId),
    Proven(Box<Proven>),
    New {
        user: UserId,
        name: String,
        password_hash: String,
    },
}

async fn by_session(app: &App, user: UserId, offer: &Offer) -> Answer<Joining> {
    let known = app.db.read(move |c| db::account::credentials_of(c, user)).await?;
    if known.is_some_and(|(_, email)| email == offer.email) {
        return Ok(Joining::Present(user));
    }
    let detail = "You are signed in with another address than the one that was invited. Sign out, \
                  then open the link again.";
    Err(Refusal::new(Code::WrongPerson, detail))
}

async fn by_password(
    app: &web::Data<App>,
    origin: &Origin,
    offer: &Offer,
    body: AcceptInvitation,
) -> Answer<Joining> {
    let Some(password) = body.password else {
        return Err(Refusal::invalid(vec![FieldError::required("password")]));
    };
    let email = offer.email.clone();
    let known = app.db.read(move |c| db::account::credentials(c, &email)).await?;
    if known.is_some() {
        let proven = Proven::by_password(app, origin, offer.email.as_str(), password).await?;
        return Ok(Joining::Proven(Box::new(proven)));
    }
    let name = parse_name("name", body.name.as_deref().unwrap_or_default())?;
    check_new("password", &password, &[offer.email.as_str(), &name])?;
    let password_hash = app.passwords.hash(password).await?;
    Ok(Joining::New { user: app.sources.id(), name, password_hash })
}

/// Uses the invitation up, makes the membership, and opens a session in it.
async fn join(
    app: &web::Data<App>,
    origin: &Origin,
    id: InvitationId,
    offer: Offer,
    joining: Joining,
) -> Answer<Session> {
    let user = match &joining {
        Joining::Present(user) | Joining::New { user, .. } => *user,
        Joining::Proven(proven) => proven.known.user,
    };
    let by = origin.by(offer.organization.id, Actor::User(user));
    let (state, from, now) = (app.clone(), origin.clone(), app.sources.now());
    commit(app, origin, by, move |c| {
        let waits = prove(c, &offer, &joining, now)?;
        if !db::invitation::accept(c, id, user, now)? {
            return Err(gone());
        }
        let scope = enter(c, &offer, user, now)?;
        let session = open_session(&state, c, &scope, &from, waits, now)?;
        let event = Event::new(Action::MemberJoined).on(user).with("role", offer.role.as_str());
        Ok((session, event.with("invitation", id.to_string())))
    })
    .await
}

/// Makes the account if it is new; answers whether a code of the second factor is still to come.
fn prove(conn: &mut Conn, offer: &Offer, joining: &Joining, now: Timestamp) -> Answer<bool> {
    let waits = match joining {
        Joining::Present(_) => false,
        Joining::Proven(proven) => {
            proven.settle(conn)?;
            proven.known.second_factor
        }
        Joining::New { user, name, password_hash } => {
            let new = db::system::NewPerson {
                user: *user,
                email: &offer.email,
                name,
                password_hash: Some(password_hash),
                verified_at: Some(now),
            };
            db::system::create_person(conn, &new, now)?;
            false
        }
    };
    Ok(waits)
}

/// The membership; the mail's link also proves the address. Who is a member already, by an
/// earlier invitation, stays what they are.
fn enter(conn: &mut Conn, offer: &Offer, user: UserId, now: Timestamp) -> Answer<Scope> {
    db::account::verify_email(conn, user, now)?;
    if let Some(scope) = db::member::place(conn, offer.organization.id, user)? {
        return Ok(scope);
    }
    Ok(db::member::join(conn, offer.organization.id, user, offer.role, now)?)
}
