use ::crm::Started;
use actix_web::web;
use db::crm::push::{StoredPush, find};
use db::{Conn, Scope};
use domain::audit::Event;
use domain::crm::{CrmField, Push, PushEstimate, PushState};
use domain::package::Meter;
use domain::{Code, PushId, Timestamp};

use crate::App;
use crate::access::{Access, CrmPush};
use crate::http::{Answer, Refusal};

/// A push of the caller's organization.
pub(super) fn load(conn: &mut Conn, scope: &Scope, id: PushId) -> Answer<StoredPush> {
    find(conn, scope, id)?.ok_or_else(Refusal::not_found)
}

/// A push as clients see it: with what is left to do, and while it is ready what it takes of the package.
pub(super) fn told(
    conn: &mut Conn,
    scope: &Scope,
    stored: StoredPush,
    now: Timestamp,
) -> Answer<Push> {
    let StoredPush { mut push, mapping, held, .. } = stored;
    let is_ahead = matches!(push.state, PushState::Ready | PushState::Running | PushState::Paused);
    if is_ahead {
        let connection = db::crm::connection::find(conn, scope)?;
        let allowance = connection.and_then(|stored| stored.connection.allowance);
        let allowance = allowance.and_then(|told| told.limit.zip(told.interval_ms));
        let with_tags = mapping.writes(CrmField::Tags);
        push.estimate = Some(PushEstimate::new(&push.counts, with_tags, allowance));
    }
    if push.state == PushState::Ready {
        let wanted = push.counts.waiting().saturating_sub(held);
        push.check = Some(db::usage::check(conn, scope, Meter::CrmPushes, wanted, now)?);
    }
    Ok(push)
}

/// Takes a step of a push, and answers the push as it is behind it. The step answers its event.
pub(super) async fn take_step(
    app: &web::Data<App>,
    access: &Access<CrmPush>,
    id: PushId,
    step: impl Fn(&mut Conn, &Scope, &StoredPush) -> Answer<Event> + Send + 'static,
) -> Answer<Push> {
    let now = app.sources.now();
    let work = move |c: &mut Conn, scope: &Scope| {
        let stored = load(c, scope, id)?;
        let event = step(c, scope, &stored)?.on(id);
        let stored = load(c, scope, id)?;
        Ok((told(c, scope, stored, now)?, event))
    };
    access.act(app, work).await
}

/// Goes on where a push was started; `what` is what was wanted of it.
pub(super) fn begun(started: &Started, what: &str, state: PushState) -> Answer<()> {
    match started {
        Started::Yes => Ok(()),
        Started::WrongState => Err(wrong_state(what, state)),
        Started::Refused(check) => Err(Refusal::limit_reached(check)),
    }
}

/// What cannot be done in the state that the push is in.
pub(super) fn wrong_state(what: &str, state: PushState) -> Refusal {
    let detail =
        format!("{what} is not possible while the push is in the state {}.", state.as_str());
    Refusal::new(Code::WrongState, detail)
}
