use actix_web::HttpResponse;
use actix_web::web::{Data, Json};
use serde::Deserialize;

use crate::server::Shared;
use crate::world::faults::{Planned, Shares};

/// What goes wrong from now on. What is absent stays as it is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Plan {
    seed: Option<u64>,
    shares: Option<Shares>,
    planned: Option<Vec<Planned>>,
    stall_millis: Option<u64>,
    limited_millis: Option<u32>,
}

pub(super) async fn set(shared: Data<Shared>, plan: Json<Plan>) -> HttpResponse {
    let plan = plan.into_inner();
    shared.change(|world, _| {
        let faults = &mut world.faults;
        if let Some(seed) = plan.seed {
            faults.seed(seed);
        }
        faults.shares = plan.shares.unwrap_or(faults.shares);
        faults.stall_millis = plan.stall_millis.unwrap_or(faults.stall_millis);
        faults.limited_millis = plan.limited_millis.unwrap_or(faults.limited_millis);
        if let Some(planned) = plan.planned {
            faults.planned = planned.into();
        }
    });
    HttpResponse::NoContent().finish()
}
