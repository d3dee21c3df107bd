use actix_web::{HttpResponse, web};
use db::Conn;
use domain::audit::{Action, Event};
use domain::job::JobRecord;
use domain::{Code, JobId};

use super::load::load;
use crate::App;
use crate::access::{Access, Operator};
use crate::http::{Answer, Refusal};

/// What an operator does with a job.
pub(super) struct Step {
    /// For the logs.
    pub(super) action: Action,
    /// For whoever asked for it in a state that it is not for.
    pub(super) name: &'static str,
    /// Answers whether the job was in a state that it is for.
    pub(super) take: fn(&mut Conn, &JobRecord) -> db::Result<bool>,
}

/// Does it, with its event in the operator's log and in that of the job's organization.
pub(super) async fn steer(
    app: &web::Data<App>,
    access: &Access<Operator>,
    id: JobId,
    step: Step,
) -> Answer<HttpResponse> {
    let job = access
        .act_as_operator(app, move |c| {
            let job = load(c, id)?;
            if !(step.take)(c, &job)? {
                let (name, state) = (step.name, job.state.as_str());
                let detail = format!("{name} is not possible for a job in the state {state}.");
                return Err(Refusal::new(Code::WrongState, detail));
            }
            let event = Event::new(step.action).on(id).with("kind", job.kind.as_str());
            let concerned = job.organization.as_ref().map(|organization| organization.id);
            Ok((load(c, id)?, event, concerned))
        })
        .await?;
    Ok(HttpResponse::Accepted().json(job))
}
