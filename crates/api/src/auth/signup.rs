use actix_web::{HttpResponse, post, web};
use db::system::NewAccount;
use domain::access::{ParsedSignUp, SignUp, SignUpMode, SignedIn};
use domain::audit::{Action, Actor, Event};
use domain::mail::Letter;
use domain::{Code, partition};

use crate::App;
use crate::access::{
    Origin, check_new, commit, is_too_soon, open_session, post, post_verification, welcome,
};
use crate::http::{Answer, Refusal};

/// Sign up
///
/// Makes a user, an organization and its Organization Admin, signs them in, and mails a link
/// that confirms the address. The refresh token comes in an `HttpOnly` cookie. Where addresses are
/// confirmed first, the answer is 202, the same for every address.
#[utoipa::path(
    tag = "auth",
    security(()),
    request_body(content = SignUp, example = json!({"email": "ada@example.com", "password": "correct horse battery", "name": "Ada Lovelace", "organization": "Analytical Engines"})),
    responses(
        (status = 201, description = "Signed up and in", body = SignedIn),
        (status = 202, description = "Look into your mail"),
    ),
)]
#[post("/auth/signup")]
pub(crate) async fn sign_up(
    app: web::Data<App>,
    origin: Origin,
    body: web::Json<SignUp>,
) -> Answer<HttpResponse> {
    let wanted = body.into_inner().parse().map_err(Refusal::invalid)?;
    let hints = [wanted.email.as_str(), &wanted.name, &wanted.organization];
    check_new("password", &wanted.password, &hints)?;
    let password_hash = app.passwords.hash(wanted.password.clone()).await?;
    let account = new_account(&app, wanted, password_hash);
    if app.sign_up == SignUpMode::Mail {
        by_mail(&app, &origin, account).await?;
        return Ok(HttpResponse::Accepted().finish());
    }
    let (state, from, now) = (app.clone(), origin.clone(), app.sources.now());
    let by = origin.by(account.organization, Actor::User(account.user));
    let session = commit(&app, &origin, by, move |c| {
        let scope = make(&state, c, &account, now)?;
        let session = open_session(&state, c, &scope, &from, false, now)?;
        Ok((session, Event::new(Action::SignedUp).on(account.organization)))
    })
    .await?;
    welcome(&app, session, HttpResponse::Created()).await
}

fn new_account(app: &App, wanted: ParsedSignUp, password_hash: String) -> NewAccount {
    NewAccount {
        user: app.sources.id(),
        organization: app.sources.id(),
        email: wanted.email,
        name: wanted.name,
        password_hash: Some(password_hash),
        verified_at: None,
        organization_name: wanted.organization,
    }
}

fn make(
    app: &App,
    conn: &mut db::Conn,
    account: &NewAccount,
    now: domain::Timestamp,
) -> db::Result<db::Scope> {
    let scope = db::system::create_account(conn, account, now)?;
    db::usage::set_package(conn, &scope, app.limits.package)?;
    post_verification(app, conn, (account.user, &account.name), &account.email, now)?;
    Ok(scope)
}

/// Whoever has the address learns by mail whether it has an account already; whoever asks does not.
async fn by_mail(app: &web::Data<App>, origin: &Origin, account: NewAccount) -> Answer<()> {
    let email = account.email.clone();
    let known = app.db.read(move |c| db::account::credentials(c, &email)).await?;
    let (state, now) = (app.clone(), app.sources.now());
    let by = match &known {
        None => origin.by(account.organization, Actor::User(account.user)),
        Some(known) => origin.by(partition::directory(), Actor::User(known.user)),
    };
    let outcome = commit(app, origin, by, move |c| {
        let event = Event::new(Action::SignedUp).on(account.organization);
        if let Some(known) = &known {
            if !is_too_soon(&state, c, "signed up", &account.email, now)? {
                let letter = Letter::AlreadySignedUp { name: known.name.clone() };
                post(&state, c, known.user, &account.email, letter, now)?;
            }
            return Ok(((), event.ended(domain::audit::Outcome::Denied)));
        }
        match make(&state, c, &account, now) {
            Err(db::Error::Constraint(db::Constraint::EmailTaken)) => Err(taken_meanwhile()),
            made => Ok((made.map(drop)?, event)),
        }
    })
    .await;
    match outcome {
        // Another sign-up of the same moment was faster; its owner has a mail.
        Err(refusal) if refusal.code() == Code::InvalidInput => Ok(()),
        outcome => outcome,
    }
}

fn taken_meanwhile() -> Refusal {
    Refusal::from(db::Error::Constraint(db::Constraint::EmailTaken))
}
