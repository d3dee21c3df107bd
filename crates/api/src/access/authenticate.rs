use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use db::Scope;
use db::audit::By;
use db::session::Principal;
use domain::access::{Denial, Need, decide};
use domain::audit::{Action, Event, Outcome};
use domain::{Code, SessionId};

use super::caller::{Caller, Credential};
use super::origin::Origin;
use super::permission::Needs;
use crate::App;
use crate::http::{Answer, Refusal};

/// Proof that the caller is known and may do what `P` names. The only way to a scope.
pub(crate) struct Access<P> {
    /// Whose data may be touched.
    pub(crate) scope: Scope,
    /// The caller's place in the organization.
    pub(crate) principal: Principal,
    pub(super) credential: Credential,
    pub(super) origin: Origin,
    /// Method and route template.
    pub(super) route: String,
    permission: PhantomData<P>,
}

impl<P: Needs + 'static> FromRequest for Access<P> {
    type Error = Refusal;
    type Future = Pin<Box<dyn Future<Output = Answer<Self>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let app = request.app_data::<web::Data<App>>().cloned();
        let caller = request.extensions().get::<Caller>().cloned();
        let origin = Origin::of(request);
        let route = request.match_pattern().unwrap_or_default();
        let route = format!("{} {route}", request.method());
        Box::pin(async move {
            let app = app.ok_or_else(|| Refusal::internal("the routes have no state"))?;
            let Caller { principal, credential } = caller.ok_or_else(not_known)?;
            if let Err(denial) = decide(&principal.standing, P::NEED) {
                let by = origin.by(principal.scope.organization(), principal.scope.actor());
                note(&app, by, P::NEED, denial, route).await?;
                return Err(refuse(denial));
            }
            let scope = principal.scope;
            Ok(Self { scope, principal, credential, origin, route, permission: PhantomData })
        })
    }
}

impl<P> Access<P> {
    /// The session of the caller.
    pub(crate) fn session(&self) -> Answer<SessionId> {
        self.principal.session.ok_or_else(|| Refusal::internal("a person without a session"))
    }
}

/// The answer to whoever is not known.
pub(super) fn not_known() -> Refusal {
    let detail =
        "Send an access token or an API key as Authorization: Bearer …; sign in to get one.";
    Refusal::new(Code::NotSignedIn, detail)
}

/// A denial is an event of its own.
pub(super) async fn note(
    app: &App,
    by: By,
    need: Need,
    denial: Denial,
    route: String,
) -> Answer<()> {
    let mut event = Event::new(Action::AccessDenied)
        .ended(Outcome::Denied)
        .with("route", route)
        .with("reason", reason(denial));
    if let Need::Permission(permission) = need {
        event = event.with("permission", permission.as_str());
    }
    let (pen, now) = (app.pen.clone(), app.sources.now());
    let noted = app
        .db
        .write_for(by.organization, move |c| db::audit::append(c, &pen, &by, event.clone(), now));
    match noted.await {
        // A denial stays one on a full disk; the operator's log has it then.
        Err(error @ db::Error::Full) => tracing::error!(error = %error, "denial.not_noted"),
        outcome => outcome?,
    }
    Ok(())
}

const fn reason(denial: Denial) -> &'static str {
    match denial {
        Denial::NotForKeys => "not_for_keys",
        Denial::NotActive => "not_active",
        Denial::SecondFactorMissing => "second_factor_missing",
        Denial::RoleLacks(_) => "role_lacks",
        Denial::ScopeLacks(_) => "scope_lacks",
        Denial::NotOperator => "not_operator",
    }
}

/// What the caller hears of a denial.
pub(crate) fn refuse(denial: Denial) -> Refusal {
    let (code, detail) = match denial {
        Denial::NotForKeys => {
            let detail = "This is for signed-in people; no API key may do it.";
            (Code::NotPermitted, detail.to_owned())
        }
        Denial::NotActive => {
            let detail = "Your membership is not active. Ask an Organization Admin.";
            (Code::NotPermitted, detail.to_owned())
        }
        Denial::SecondFactorMissing => {
            let detail = "Your organization asks for a second factor. Set one up under Security.";
            (Code::SecondFactorMissing, detail.to_owned())
        }
        Denial::NotOperator => {
            let detail = "This is for the operators of the installation.";
            (Code::NotPermitted, detail.to_owned())
        }
        Denial::RoleLacks(permission) => {
            let word = permission.as_str();
            let detail = format!(
                "This needs the permission {word}. Ask an Organization Admin for another role."
            );
            (Code::NotPermitted, detail)
        }
        Denial::ScopeLacks(permission) => {
            let word = permission.as_str();
            let detail = format!(
                "This needs the scope {word}, which the key does not have. Make one with it."
            );
            (Code::NotPermitted, detail)
        }
    };
    Refusal::new(code, detail)
}
