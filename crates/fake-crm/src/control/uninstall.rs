use std::time::Duration;

use actix_web::HttpResponse;
use actix_web::web::{self, Data, Json};
use serde::Deserialize;
use serde_json::json;

use crate::server::Shared;
use crate::world::webhook::Webhook;

/// Takes the app away and tells so.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Uninstall {
    /// Without it, of the whole company.
    location: Option<String>,
    /// Where the app hears webhooks; without it nobody is told.
    send_to: Option<String>,
}

pub(super) async fn send(shared: Data<Shared>, what: Json<Uninstall>) -> HttpResponse {
    let what = what.into_inner();
    let webhook = shared.change(|world, _| {
        world.uninstall(what.location.as_deref());
        world.uninstall_webhook(what.location.as_deref())
    });
    let Some(url) = what.send_to else { return HttpResponse::Ok().json(webhook) };
    let sent = webhook.clone();
    let status = web::block(move || post(&url, &sent)).await.ok().flatten();
    let Webhook { body, signature } = webhook;
    HttpResponse::Ok().json(json!({"body": body, "signature": signature, "status": status}))
}

/// The status of the answer, if there was one.
fn post(url: &str, webhook: &Webhook) -> Option<u16> {
    let limit = Some(Duration::from_secs(10));
    let agent = ureq::Agent::config_builder().http_status_as_error(false).timeout_global(limit);
    let request = agent.build().new_agent().post(url);
    let request = request
        .header("Content-Type", "application/json")
        .header("x-ghl-signature", &webhook.signature);
    Some(request.send(webhook.body.as_bytes()).ok()?.status().as_u16())
}
