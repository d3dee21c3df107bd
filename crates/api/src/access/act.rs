//! Acts: one transaction that asks again whether the caller may, does the work, writes the audit
//! event, and marks the `Idempotency-Key` as used. A handler cannot write without saying what it
//! did, because there is no other way to write on behalf of a caller.

use std::sync::{Arc, OnceLock};

use actix_web::web;
use db::audit::By;
use db::{Conn, Scope};
use domain::OrganizationId;
use domain::access::{Need, decide};
use domain::audit::Event;

use super::authenticate::{Access, not_known, note, refuse};
use super::origin::Origin;
use super::permission::{Needs, Operator};
use crate::App;
use crate::http::Answer;

impl<P: Needs> Access<P> {
    /// Does `work` in one transaction of the caller's organization. It may run more than once, so it
    /// takes nothing away and does nothing but database work.
    pub(crate) async fn act<T: Send + 'static>(
        &self,
        app: &web::Data<App>,
        work: impl Fn(&mut Conn, &Scope) -> Answer<(T, Event)> + Send + 'static,
    ) -> Answer<T> {
        self.act_in(app, self.scope.organization(), work).await
    }

    /// [`Self::act`] with the event in the log of this organization.
    async fn act_in<T: Send + 'static>(
        &self,
        app: &web::Data<App>,
        log: OrganizationId,
        work: impl Fn(&mut Conn, &Scope) -> Answer<(T, Event)> + Send + 'static,
    ) -> Answer<T> {
        let (credential, scope) = (self.credential, self.scope);
        let by = self.origin.by(log, scope.actor());
        let (now, denied) = (app.sources.now(), Arc::new(OnceLock::new()));
        let denial = denied.clone();
        let outcome = commit(app, &self.origin, by, move |c| {
            // What the caller may do can have changed since the request was let in.
            let principal = credential.principal(c, now)?.ok_or_else(not_known)?;
            if let Err(denial) = decide(&principal.standing, P::NEED) {
                denied.get_or_init(|| denial);
                return Err(refuse(denial));
            }
            match P::NEED {
                Need::Member | Need::Permission(_) => principal.scope.enter(c)?,
                // What people do about themselves may concern each of their organizations, and what
                // operators do, those of others.
                Need::Person | Need::Operator => {}
            }
            work(c, &principal.scope)
        })
        .await;
        if let (Err(_), Some(denial)) = (&outcome, denial.get()) {
            let by = self.origin.by(scope.organization(), scope.actor());
            note(app, by, P::NEED, *denial, self.route.clone()).await?;
        }
        outcome
    }

    /// Writes an event for something that changes no record.
    pub(crate) async fn note(&self, app: &web::Data<App>, event: Event) -> Answer<()> {
        self.act(app, move |_, _| Ok(((), event.clone()))).await
    }

    /// Where the request comes from.
    pub(crate) const fn origin(&self) -> &Origin {
        &self.origin
    }
}

impl Access<Operator> {
    /// An act for the installation, which its log keeps; so does the log of the organization that
    /// `work` names, because its people are to see who touched what is theirs.
    pub(crate) async fn act_as_operator<T: Send + 'static>(
        &self,
        app: &web::Data<App>,
        work: impl Fn(&mut Conn) -> Answer<(T, Event, Option<OrganizationId>)> + Send + 'static,
    ) -> Answer<T> {
        let (pen, now) = (app.pen.clone(), app.sources.now());
        let (origin, actor) = (self.origin.clone(), self.scope.actor());
        self.act_in(app, domain::partition::directory(), move |c, _| {
            let (value, event, concerned) = work(c)?;
            if let Some(organization) = concerned {
                let by = origin.by(organization, actor);
                db::audit::append(c, &pen, &by, event.clone(), now)?;
            }
            Ok((value, event))
        })
        .await
    }
}

/// Does the work of somebody whom the route itself has proved, with its event.
pub(crate) async fn commit<T: Send + 'static>(
    app: &web::Data<App>,
    origin: &Origin,
    by: By,
    work: impl Fn(&mut Conn) -> Answer<(T, Event)> + Send + 'static,
) -> Answer<T> {
    let (pen, claim, now) = (app.pen.clone(), origin.claim, app.sources.now());
    app.db
        .write_for(by.organization, move |c| {
            let (value, event) = work(c)?;
            db::audit::append(c, &pen, &by, event, now)?;
            if let Some(held) = claim {
                db::idempotency::apply(c, &held)?;
            }
            Ok(value)
        })
        .await
}
