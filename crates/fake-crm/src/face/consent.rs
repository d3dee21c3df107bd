use std::collections::BTreeMap;

use actix_web::http::header::LOCATION;
use actix_web::web::{Data, Form};
use actix_web::{HttpRequest, HttpResponse};
use url::{Url, form_urlencoded};

use super::page;
use crate::server::Shared;
use crate::world::tokens::Holder;
use crate::world::{CLIENT_ID, COMPANY, World};

/// What an app may ask for.
const SCOPES: [&str; 6] = [
    "contacts.readonly",
    "contacts.write",
    "locations.readonly",
    "locations/customFields.readonly",
    "oauth.readonly",
    "oauth.write",
];

type Pairs = BTreeMap<String, String>;

/// The page on which a person chooses a location.
pub(super) async fn show(shared: Data<Shared>, request: HttpRequest) -> HttpResponse {
    let query = form_urlencoded::parse(request.query_string().as_bytes());
    let query: Pairs = query.map(|(name, text)| (name.into(), text.into())).collect();
    shared.change(|world, _| match asked(world, &query) {
        Ok(scopes) => page::consent(world, &query, &scopes),
        Err(problem) => page::problem(problem),
    })
}

/// What the person chose.
pub(super) async fn decide(shared: Data<Shared>, form: Form<Pairs>) -> HttpResponse {
    shared.change(|world, now| {
        let scopes = match asked(world, &form) {
            Ok(scopes) => scopes,
            Err(problem) => return page::problem(problem),
        };
        let redirect = form.get("redirect_uri").cloned().unwrap_or_default();
        let state = form.get("state").filter(|state| !state.is_empty());
        let Ok(mut url) = Url::parse(&redirect) else { return page::problem("redirect_uri") };
        let holder = match form.get("choice").map(String::as_str) {
            Some("deny") => None,
            Some("company") if world.settings.company_tokens => {
                Some(Holder::Company(COMPANY.to_owned()))
            }
            Some(id) if world.locations.contains_key(id) => Some(Holder::Location(id.to_owned())),
            _ => return page::problem("choose a location"),
        };
        let scopes = world.settings.scopes.clone().unwrap_or(scopes);
        match holder {
            Some(holder) => {
                let code = world.issue_code(holder, &redirect, scopes, now);
                url.query_pairs_mut().append_pair("code", &code);
            }
            None => drop(url.query_pairs_mut().append_pair("error", "access_denied")),
        }
        if let Some(state) = state {
            url.query_pairs_mut().append_pair("state", state);
        }
        HttpResponse::Found().insert_header((LOCATION, url.as_str())).finish()
    })
}

/// The scopes that are asked for, or which parameter is wrong.
fn asked(world: &World, query: &Pairs) -> Result<Vec<String>, &'static str> {
    let text = |name: &str| query.get(name).map(String::as_str).unwrap_or_default();
    if text("response_type") != "code" {
        return Err("response_type must be code");
    }
    if text("client_id") != CLIENT_ID {
        return Err("client_id is of no app");
    }
    if !may_return(world, text("redirect_uri")) {
        return Err("redirect_uri is not registered");
    }
    let scopes: Vec<String> = text("scope").split_whitespace().map(str::to_owned).collect();
    if scopes.is_empty() || scopes.iter().any(|scope| !SCOPES.contains(&scope.as_str())) {
        return Err("scope is unknown");
    }
    Ok(scopes)
}

fn may_return(world: &World, redirect: &str) -> bool {
    let registered = &world.settings.redirects;
    if !registered.is_empty() {
        return registered.iter().any(|one| one == redirect);
    }
    let host = Url::parse(redirect).ok().and_then(|url| url.host_str().map(str::to_owned));
    host.is_some_and(|host| host == "127.0.0.1" || host == "localhost")
}
