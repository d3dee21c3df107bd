use std::collections::BTreeMap;

use actix_web::web::{Bytes, Data};
use actix_web::{HttpRequest, HttpResponse, rt};
use serde_json::{Value, json};
use std::time::Duration;
use url::form_urlencoded;

use super::answer::{Answer, broken};
use super::guard::header_of;
use crate::server::Shared;
use crate::world::counts::Call;
use crate::world::faults::Fault;
use crate::world::tokens::{Holder, Pair};
use crate::world::write::{Said, bad_request, unprocessable};
use crate::world::{CLIENT_ID, CLIENT_SECRET, World};

const KNOWN: [&str; 7] = [
    "client_id",
    "client_secret",
    "grant_type",
    "code",
    "refresh_token",
    "user_type",
    "redirect_uri",
];

/// Tokens for a code or for a refresh token.
pub(super) async fn exchange(
    shared: Data<Shared>,
    request: HttpRequest,
    body: Bytes,
) -> HttpResponse {
    let kind = header_of(&request, "Content-Type").unwrap_or_default();
    let is_form = kind.starts_with("application/x-www-form-urlencoded");
    let form: Vec<(String, String)> =
        form_urlencoded::parse(&body).map(|(name, text)| (name.into(), text.into())).collect();
    let (fault, stall) = shared.change(|world, _| {
        *world.counts.calls.entry(Call::Token).or_default() += 1;
        (world.faults.next(Call::Token), Duration::from_millis(world.faults.stall_millis))
    });
    match fault {
        Some(Fault::Dropped) => return broken(),
        Some(Fault::Failed) => return plain((500, json!({"statusCode": 500}))).whole(),
        Some(Fault::Limited) => return plain((429, json!({"statusCode": 429}))).whole(),
        Some(Fault::Unauthorised) => return plain(bad_client()).whole(),
        Some(Fault::StallFirst) => rt::time::sleep(stall).await,
        _ => {}
    }
    let said = shared.change(|world, now| {
        if is_form {
            grant(world, form, now)
        } else {
            unprocessable(&["expected a form".to_owned()])
        }
    });
    match fault {
        Some(Fault::Lost) => broken(),
        Some(Fault::FailedLate) => plain((502, json!("Bad Gateway"))).whole(),
        Some(Fault::Malformed) => plain(said).cut(),
        Some(Fault::Stall) => {
            rt::time::sleep(stall).await;
            plain(said).whole()
        }
        _ => plain(said).whole(),
    }
}

fn plain((status, body): Said) -> Answer {
    Answer { status, body: body.to_string(), left: None }
}

fn grant(world: &mut World, form: Vec<(String, String)>, now: u64) -> Said {
    let unknown = form.iter().filter(|(name, _)| !KNOWN.contains(&name.as_str()));
    let unknown: Vec<String> =
        unknown.map(|(name, _)| format!("property {name} should not exist")).collect();
    if !unknown.is_empty() {
        return unprocessable(&unknown);
    }
    let form: BTreeMap<String, String> = form.into_iter().collect();
    let text = |name: &str| form.get(name).map(String::as_str);
    if text("client_id") != Some(CLIENT_ID) || text("client_secret") != Some(CLIENT_SECRET) {
        return bad_client();
    }
    if text("user_type").is_some_and(|kind| kind != "Location" && kind != "Company") {
        return unprocessable(&["user_type must be a valid enum value".to_owned()]);
    }
    let pair = match text("grant_type") {
        Some("authorization_code") => {
            world.redeem(text("code").unwrap_or_default(), text("redirect_uri"), now)
        }
        Some("refresh_token") => world.rotate(text("refresh_token").unwrap_or_default(), now),
        _ => return unprocessable(&["grant_type must be a valid enum value".to_owned()]),
    };
    match pair {
        Ok(pair) => (200, shown(world, &pair)),
        Err(message) => bad_request(message),
    }
}

fn shown(world: &World, pair: &Pair) -> Value {
    let mut shown = json!({
        "access_token": pair.access_token,
        "token_type": "Bearer",
        "expires_in": pair.expires_in,
        "refresh_token": pair.refresh_token,
        "scope": pair.scope,
        "userType": "Location",
        "companyId": world.company_of(&pair.holder),
        "userId": "UserOfNorthwind00001",
        "isBulkInstallation": false,
    });
    match &pair.holder {
        Holder::Location(id) => shown["locationId"] = json!(id),
        Holder::Company(_) => {
            shown["userType"] = json!("Company");
            shown["approvedLocations"] = json!(world.locations.keys().collect::<Vec<_>>());
        }
    }
    shown
}

fn bad_client() -> Said {
    let message = "Invalid client credentials!";
    (401, json!({"statusCode": 401, "message": message, "error": "UnAuthorized!"}))
}
