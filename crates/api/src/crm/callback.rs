use ::crm::{ArrivalError, Arrived};
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, get, web};
use db::crm::connection;
use db::crm::state::{Pending, take};
use db::{Conn, Constraint, Scope};
use domain::access::{Need, Permission, decide};
use domain::audit::{Action, Actor, Event, Outcome};
use domain::crm::ConnectionState as State;
use serde::Deserialize;

use super::confirm::TAKEN;
use super::connection::switchboard;
use super::way::{Way, hash};
use crate::App;
use crate::access::{Origin, commit, refuse};
use crate::http::{Answer, CONSENT, Refusal};

#[derive(Deserialize)]
struct Query {
    code: Option<String>,
    state: Option<String>,
    error: Option<String>,
}

/// Come back from the CRM
///
/// For a browser: keeps the consent and leads to the page of the CRM, with `chosen` (the location has to be
/// confirmed), with `connected` (it was before) or with an `error`: `start_again`, `denied`, `not_a_location`,
/// `missing_rights`, `location_taken`, `other_location`, `location_inactive`, `code_refused` or `crm_away`.
#[utoipa::path(
    tag = "crm",
    security(()),
    params(
        ("code" = Option<String>, Query, description = "From the CRM"),
        ("state" = Option<String>, Query, description = "From the CRM"),
        ("error" = Option<String>, Query, description = "From the CRM"),
    ),
    responses((status = 303, description = "To the page")),
)]
#[get("/crm/callback")]
pub(crate) async fn finish_crm(
    app: web::Data<App>,
    origin: Origin,
    request: HttpRequest,
    query: web::Query<Query>,
) -> Answer<HttpResponse> {
    let Query { code, state, error } = query.into_inner();
    let way: Option<Way> = CONSENT.read(&app, &request, "");
    let way = way.zip(state).filter(|(way, state)| hash(&way.state) == hash(state));
    // An app that was installed from the CRM's own pages comes without a way of ours: whose it would be
    // nobody knows, so it is nobody's.
    let Some((way, _)) = way else { return Ok(to_page(&app, "error=start_again")) };
    let (key, now) = (hash(&way.state), app.sources.now());
    let pending = app.db.write(move |c| take(c, &key, now)).await?;
    let Some(pending) = pending.filter(|pending| pending.session == way.session) else {
        return Ok(to_page(&app, "error=start_again"));
    };
    let code = code.filter(|_| error.is_none());
    let Some(code) = code else {
        return fail(&app, &origin, pending, "denied").await;
    };
    match switchboard(&app)?.arrive(&code).await {
        Ok(arrived) => keep(&app, &origin, pending, arrived).await,
        Err(error) => {
            tracing::warn!(error = %error, "crm.not_connected");
            fail(&app, &origin, pending, word(&error)).await
        }
    }
}

const fn word(error: &ArrivalError) -> &'static str {
    match error {
        ArrivalError::NotALocation => "not_a_location",
        ArrivalError::MissingScopes => "missing_rights",
        ArrivalError::Code => "code_refused",
        ArrivalError::InactiveLocation => "location_inactive",
        ArrivalError::Away(_) => "crm_away",
    }
}

/// Whoever set out, if they are still signed in and still may.
fn proven(app: &App, conn: &mut Conn, pending: Pending) -> Answer<Scope> {
    let Pending { organization, user, session } = pending;
    let principal =
        db::session::authenticate(conn, session, user, organization, app.sources.now())?;
    let principal = principal.ok_or_else(Refusal::not_found)?;
    decide(&principal.standing, Need::Permission(Permission::CrmConnect)).map_err(refuse)?;
    Ok(principal.scope)
}

async fn keep(
    app: &web::Data<App>,
    origin: &Origin,
    pending: Pending,
    arrived: Arrived,
) -> Answer<HttpResponse> {
    let by = origin.by(pending.organization, Actor::User(pending.user));
    let (state, now) = (app.clone(), app.sources.now());
    let kept = commit(app, origin, by, move |c| {
        let scope = proven(&state, c, pending)?;
        scope.enter(c)?;
        if is_elsewhere(c, &scope, &arrived)? {
            return Ok(("error=other_location", failed("other_location")));
        }
        let kept = switchboard(&state)?.keep_arrival(c, &scope, &arrived, now);
        let connection = match kept {
            Err(vault::Error::Database(db::Error::Constraint(Constraint::LocationTaken))) => {
                return Err(Refusal::new(domain::Code::WrongState, TAKEN));
            }
            other => other?,
        };
        let (word, action) = match connection.state {
            State::Chosen => ("chosen", Action::CrmLocationChosen),
            _ => ("connected", Action::CrmConnected),
        };
        let event = Event::new(action).on(connection.id);
        Ok((word, event.with("scopes", connection.scopes.len())))
    })
    .await;
    match kept {
        Ok(word) => Ok(to_page(app, word)),
        Err(refusal) if refusal.code() == domain::Code::WrongState => {
            fail(app, origin, pending, "location_taken").await
        }
        Err(refusal) if refusal.code() == domain::Code::Internal => Err(refusal),
        Err(_) => Ok(to_page(app, "error=start_again")),
    }
}

/// Whether another location works at present: it is not given up for one that nobody has confirmed.
fn is_elsewhere(conn: &mut Conn, scope: &Scope, arrived: &Arrived) -> Answer<bool> {
    let known = connection::find(conn, scope)?.map(|known| known.connection);
    let works = |state| matches!(state, State::Connected | State::Paused);
    Ok(known.is_some_and(|known| works(known.state) && known.location != arrived.location()))
}

/// Notes a consent that was not kept.
async fn fail(
    app: &web::Data<App>,
    origin: &Origin,
    pending: Pending,
    reason: &'static str,
) -> Answer<HttpResponse> {
    let by = origin.by(pending.organization, Actor::User(pending.user));
    commit(app, origin, by, move |_| Ok(((), failed(reason)))).await?;
    Ok(to_page(app, &format!("error={reason}")))
}

fn failed(reason: &'static str) -> Event {
    Event::new(Action::CrmConnectFailed).ended(Outcome::Failed).with("reason", reason)
}

fn to_page(app: &App, what: &str) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, format!("/settings/crm?{what}")))
        .cookie(CONSENT.forget(app))
        .finish()
}
