use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, web};
use db::Scope;
use db::session::Principal;
use domain::Code;
use domain::access::{MemberStatus, Permission};

use super::permission::Needs;
use crate::App;
use crate::http::{Answer, Refusal};

/// Proof that the caller is signed in, an active member, and holds the permission `P`.
pub(crate) struct Access<P> {
    /// Whose data may be touched.
    pub(crate) scope: Scope,
    /// The caller's place in the organization.
    pub(crate) principal: Principal,
    permission: PhantomData<P>,
}

impl<P: Needs + 'static> FromRequest for Access<P> {
    type Error = Refusal;
    type Future = Pin<Box<dyn Future<Output = Answer<Self>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let app = request.app_data::<web::Data<App>>().cloned();
        let token = bearer(request);
        Box::pin(async move {
            let app = app.ok_or_else(|| Refusal::internal("the routes have no state"))?;
            let principal = authenticate(&app, token).await?;
            decide(&principal, P::PERMISSION)?;
            Ok(Self { scope: principal.scope, principal, permission: PhantomData })
        })
    }
}

fn bearer(request: &HttpRequest) -> Option<String> {
    let value = request.headers().get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
}

async fn authenticate(app: &App, token: Option<String>) -> Answer<Principal> {
    let refuse = || {
        let detail = "Send an access token as Authorization: Bearer …; sign in to get one.";
        Refusal::new(Code::NotSignedIn, detail)
    };
    let now = app.sources.now();
    let claims = token.and_then(|token| app.keys.verify(&token, now)).ok_or_else(refuse)?;
    app.db
        .read(move |c| {
            db::session::authenticate(c, claims.session, claims.user, claims.organization, now)
        })
        .await?
        .ok_or_else(refuse)
}

/// The one policy: membership first, then the role's permissions.
fn decide(principal: &Principal, permission: Option<Permission>) -> Answer<()> {
    if principal.status != MemberStatus::Active {
        let detail = "Your membership is not active. Ask an Organization Admin.";
        return Err(Refusal::new(Code::NotPermitted, detail));
    }
    match permission {
        Some(permission) if !principal.role.allows(permission) => {
            let detail = format!(
                "This needs the permission {}. Ask an Organization Admin for another role.",
                permission.as_str()
            );
            Err(Refusal::new(Code::NotPermitted, detail))
        }
        _ => Ok(()),
    }
}
