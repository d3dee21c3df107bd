use actix_web::{HttpResponse, post, web};
use db::account::Credentials;
use db::{Conn, Scope};
use domain::access::{SignIn, SignUpMode, SignedIn};
use domain::audit::{Action, Actor, Event, Outcome};
use domain::value::Email;
use domain::{Code, UserId, partition};

use crate::App;
use crate::access::{
    Checked, Origin, Patience, commit, open_session, post_verification, second_factor_required,
    welcome,
};
use crate::http::{Answer, Refusal};

/// Sign in
///
/// The refresh token comes in an `HttpOnly` cookie. People with a second factor get 401 with the
/// code `second_factor_required`, and a cookie to send with `auth/mfa/verify`.
#[utoipa::path(
    tag = "auth",
    security(()),
    request_body(content = SignIn, example = json!({"email": "ada@example.com", "password": "correct horse battery"})),
    responses((status = 200, description = "Signed in", body = SignedIn)),
)]
#[post("/auth/login")]
pub(crate) async fn sign_in(
    app: web::Data<App>,
    origin: Origin,
    body: web::Json<SignIn>,
) -> Answer<HttpResponse> {
    let SignIn { email, password } = body.into_inner();
    let proven = Proven::by_password(&app, &origin, &email, password).await?;
    if app.sign_up == SignUpMode::Mail && !proven.known.email_verified {
        return Err(proven.not_verified(&app, &origin).await?);
    }
    let user = proven.known.user;
    let home = app.db.read(move |c| db::account::home(c, user)).await?;
    let Some(home) = home else {
        app.db.write(move |c| proven.settle(c)).await?;
        let detail = "You belong to no organization any more. Ask to be invited again.";
        return Err(Refusal::new(Code::NoOrganization, detail));
    };
    proven.sign_in(&app, &origin, home).await
}

/// Somebody who knew the password of an account.
pub(crate) struct Proven {
    pub(crate) known: Credentials,
    email: Email,
    rehashed: Option<String>,
    patience: Patience,
}

impl Proven {
    /// Checks address and password. Unknown addresses take as long, and count, as known ones.
    pub(crate) async fn by_password(
        app: &web::Data<App>,
        origin: &Origin,
        email: &str,
        password: String,
    ) -> Answer<Self> {
        let parsed = Email::parse(email).ok();
        let account = parsed.as_ref().map_or(email, Email::as_str);
        let patience = Patience::of(app, account, origin.address.as_deref());
        let wanted = parsed.clone();
        let known = app
            .db
            .read(move |c| match &wanted {
                Some(email) => db::account::credentials(c, email),
                None => Ok(None),
            })
            .await?;
        if let Err(refusal) = patience.begin(app).await {
            fail(app, origin, known.map(|known| known.user), Failure::Delayed).await?;
            return Err(refusal);
        }
        let stored = known.as_ref().and_then(|known| known.password_hash.clone());
        let checked = app.passwords.check(password, stored).await?;
        let (Some(known), Some(email)) = (known, parsed) else {
            fail(app, origin, None, Failure::Wrong).await?;
            return Err(wrong_credentials());
        };
        let rehashed = match checked {
            Checked::Right => None,
            Checked::Rehashed(hash) => Some(hash),
            Checked::Wrong => {
                fail(app, origin, Some(known.user), Failure::Wrong).await?;
                return Err(wrong_credentials());
            }
        };
        Ok(Self { known, email, rehashed, patience })
    }

    /// Opens a session in an organization; it waits if there is a second factor.
    pub(crate) async fn sign_in(
        self,
        app: &web::Data<App>,
        origin: &Origin,
        scope: Scope,
    ) -> Answer<HttpResponse> {
        let waits = self.known.second_factor;
        let by = origin.by(scope.organization(), Actor::User(self.known.user));
        let (state, from, now) = (app.clone(), origin.clone(), app.sources.now());
        let session = commit(app, origin, by, move |c| {
            self.settle(c)?;
            let session = open_session(&state, c, &scope, &from, waits, now)?;
            let step = if waits { "password" } else { "whole" };
            let event = Event::new(Action::SignedIn).on(session.id);
            Ok((session, event.with("method", "password").with("step", step)))
        })
        .await?;
        if waits {
            return second_factor_required(app, &session);
        }
        welcome(app, session, HttpResponse::Ok()).await
    }

    /// Stores a better hash, and forgets failures unless a code is still to come: else whoever has
    /// the password could guess codes without end.
    pub(crate) fn settle(&self, conn: &mut Conn) -> db::Result<()> {
        if let Some(hash) = &self.rehashed {
            db::account::set_password(conn, self.known.user, Some(hash))?;
        }
        if self.known.second_factor {
            self.patience.take_back(conn)
        } else {
            self.patience.forgive(conn)
        }
    }

    async fn not_verified(self, app: &web::Data<App>, origin: &Origin) -> Answer<Refusal> {
        let (state, now, user) = (app.clone(), app.sources.now(), self.known.user);
        let home = app.db.read(move |c| db::account::home(c, user)).await?;
        let organization = home.map_or_else(partition::directory, |home| home.organization());
        commit(app, origin, origin.by(organization, Actor::User(user)), move |c| {
            self.settle(c)?;
            let person = (user, self.known.name.as_str());
            post_verification(&state, c, person, &self.email, now)?;
            let event = Event::new(Action::SignInFailed).ended(Outcome::Denied);
            Ok(((), event.with("reason", "email_not_verified")))
        })
        .await?;
        let detail = "We have mailed you a link. Open it, then sign in.";
        Ok(Refusal::new(Code::EmailNotVerified, detail))
    }
}

/// How a sign-in failed.
enum Failure {
    Wrong,
    /// It came too early to be looked at.
    Delayed,
}

/// Notes a failed sign-in, which was counted before: in the log of the person's organization, or, where there
/// is none, in that of the installation.
async fn fail(
    app: &web::Data<App>,
    origin: &Origin,
    user: Option<UserId>,
    failure: Failure,
) -> Answer<()> {
    let home = match user {
        Some(user) => app.db.read(move |c| db::account::home(c, user)).await?,
        None => None,
    };
    let organization = home.map_or_else(partition::directory, |home| home.organization());
    let by = origin.by(organization, user.map_or(Actor::System, Actor::User));
    let now = app.sources.now();
    let event = Event::new(Action::SignInFailed);
    let event = match failure {
        Failure::Wrong => event.ended(Outcome::Failed).with("reason", "wrong_credentials"),
        Failure::Delayed => event.ended(Outcome::Denied).with("reason", "too_many_failures"),
    };
    let pen = app.pen.clone();
    app.db
        .write_for(organization, move |c| db::audit::append(c, &pen, &by, event.clone(), now))
        .await?;
    Ok(())
}

/// The answer that tells nothing.
fn wrong_credentials() -> Refusal {
    Refusal::new(Code::WrongCredentials, "Check both and try again.")
}
