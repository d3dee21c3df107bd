//! What every call to the API goes through: version, token, scope, limits, and the fault it meets.

use std::time::Duration;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, rt, web};
use serde_json::{Value, json};

use super::answer::{Answer, broken};
use crate::server::Shared;
use crate::world::counts::Call;
use crate::world::faults::Fault;
use crate::world::limits::{Left, Limits};
use crate::world::tokens::Holder;
use crate::world::write::{Said, bad_request, unprocessable};
use crate::world::{VERSION, World};

/// A call that may be done.
struct Admitted {
    location: String,
    left: Left,
    fault: Option<Fault>,
    latency: Duration,
    stall: Duration,
}

/// Does `work` for a location, if the caller may, and answers as the fault of the moment has it.
/// `keys` tell the contact that is written.
pub(super) async fn call(
    shared: web::Data<Shared>,
    request: HttpRequest,
    call: Call,
    keys: Vec<String>,
    work: impl FnOnce(&mut World, &str) -> Said + 'static,
) -> HttpResponse {
    let begun = shared.change(|world, now| {
        let begun = admit(world, &request, call, now);
        if begun.is_ok() {
            world.begin(&keys);
        }
        begun
    });
    let admitted = match begun {
        Ok(admitted) => admitted,
        Err(answer) => return answer.whole(),
    };
    let at_work = AtWork { shared: shared.clone(), keys };
    if !admitted.latency.is_zero() {
        rt::time::sleep(admitted.latency).await;
    }
    let Admitted { location, left, fault, stall, .. } = admitted;
    let said = match fault {
        Some(Fault::Dropped) => return broken(),
        Some(Fault::Limited) => return limited(&shared, left),
        Some(Fault::Failed) => {
            (500, json!({"statusCode": 500, "message": "Internal server error"}))
        }
        Some(Fault::Unauthorised) => unauthorised("Invalid JWT"),
        Some(Fault::StallFirst) => {
            // Whoever waited may have gone: the work is done all the same.
            drop(at_work);
            let late = rt::spawn(async move {
                rt::time::sleep(stall).await;
                done(&shared, &location, work)
            });
            late.await.unwrap_or_else(|_| bad_request("cancelled"))
        }
        _ => {
            let said = done(&shared, &location, work);
            drop(at_work);
            said
        }
    };
    finish(fault, stall, said, left).await
}

async fn finish(fault: Option<Fault>, stall: Duration, said: Said, left: Left) -> HttpResponse {
    let (status, body) = match fault {
        Some(Fault::FailedLate) => (502, json!("Bad Gateway")),
        Some(Fault::RefusedLate) => unprocessable(&["something went wrong".to_owned()]),
        _ => said,
    };
    let answer = Answer { status, body: body.to_string(), left: Some(left) };
    match fault {
        Some(Fault::Lost) => broken(),
        Some(Fault::Malformed) => answer.cut(),
        Some(Fault::Stall) => {
            rt::time::sleep(stall).await;
            answer.whole()
        }
        _ => answer.whole(),
    }
}

fn done(shared: &Shared, location: &str, work: impl FnOnce(&mut World, &str) -> Said) -> Said {
    shared.change(|world, _| {
        let said = work(world, location);
        if said.0 == 400 || said.0 == 422 {
            world.counts.refused += 1;
        }
        said
    })
}

fn limited(shared: &Shared, left: Left) -> HttpResponse {
    let interval_millis = shared.change(|world, _| world.faults.limited_millis);
    let limits = Limits { interval_millis, ..left.limits };
    too_many(Left { limits, remaining: 0, ..left }).whole()
}

fn admit(
    world: &mut World,
    request: &HttpRequest,
    call: Call,
    now: u64,
) -> Result<Admitted, Answer> {
    *world.counts.calls.entry(call).or_default() += 1;
    let refused = |(status, body): Said| Answer { status, body: body.to_string(), left: None };
    if header_of(request, "Version") != Some(VERSION) {
        return Err(refused(unprocessable(&[
            "version header was not found or is wrong".to_owned()
        ])));
    }
    let bearer = header_of(request, header::AUTHORIZATION.as_str());
    let bearer = bearer.and_then(|text| text.strip_prefix("Bearer ")).unwrap_or_default();
    let access = world.access(bearer, now).map_err(|message| refused(unauthorised(message)))?;
    if call.scope().is_some_and(|scope| !access.scopes.iter().any(|one| one == scope)) {
        let message = "The token is not authorized for this scope.";
        return Err(refused(unauthorised(message)));
    }
    let Holder::Location(location) = &access.holder else {
        return Err(refused(unauthorised("The token is of a company.")));
    };
    if !world.is_active(&access.holder) {
        return Err(refused(bad_request(crate::world::tokens::INACTIVE)));
    }
    let limits = world.limits.unwrap_or(Limits::NONE);
    let (admitted, left) = world.meters.entry(location.clone()).or_default().take(limits, now);
    if !admitted {
        world.counts.exceeded += 1;
        return Err(too_many(left));
    }
    world.counts.admit(now, u64::from(limits.interval_millis) * 1_000);
    let fault = world.faults.next(call);
    if let Some(fault) = fault {
        *world.counts.faults.entry(format!("{fault:?}")).or_default() += 1;
    }
    Ok(Admitted {
        location: location.clone(),
        left,
        fault,
        latency: Duration::from_millis(world.settings.latency_millis),
        stall: Duration::from_millis(world.faults.stall_millis),
    })
}

pub(super) fn header_of<'a>(request: &'a HttpRequest, name: &str) -> Option<&'a str> {
    request.headers().get(name)?.to_str().ok()
}

fn unauthorised(message: &str) -> Said {
    (401, json!({"statusCode": 401, "message": message, "error": "Unauthorized"}))
}

fn too_many(left: Left) -> Answer {
    let body: Value = json!({"statusCode": 429, "message": "Too Many Requests"});
    Answer { status: 429, body: body.to_string(), left: Some(left) }
}

/// A write that is at work, until this is dropped.
struct AtWork {
    shared: web::Data<Shared>,
    keys: Vec<String>,
}

impl Drop for AtWork {
    fn drop(&mut self) {
        self.shared.change(|world, _| world.end(&self.keys));
    }
}

impl World {
    fn begin(&mut self, keys: &[String]) {
        if keys.iter().any(|key| self.at_work.contains_key(key)) {
            self.counts.overlaps += 1;
        }
        for key in keys {
            *self.at_work.entry(key.clone()).or_default() += 1;
        }
    }

    fn end(&mut self, keys: &[String]) {
        for key in keys {
            if let Some(count) = self.at_work.get_mut(key) {
                *count -= 1;
                if *count == 0 {
                    self.at_work.remove(key);
                }
            }
        }
    }
}
