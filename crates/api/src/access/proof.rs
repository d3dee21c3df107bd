//! What somebody who is signed in has to prove once more: a password or a code. Whoever found a
//! browser open could guess there as well, so failures are counted as those of signing in.

use std::future::Future;

use actix_web::web;
use domain::Code;
use domain::audit::{Action, Event, Outcome};

use super::authenticate::Access;
use super::patience::Patience;
use super::permission::Needs;
use crate::App;
use crate::http::Answer;

impl<P: Needs> Access<P> {
    /// Makes an attempt that refuses a wrong proof as invalid input, unless too many failed before.
    pub(crate) async fn attempt<T>(
        &self,
        app: &web::Data<App>,
        proof: impl Future<Output = Answer<T>>,
    ) -> Answer<T> {
        let patience = Patience::of_session(app, self.session()?);
        patience.begin(app).await?;
        let outcome = proof.await;
        if matches!(&outcome, Err(refusal) if refusal.code() == Code::InvalidInput) {
            let by = self.origin.by(self.scope.organization(), self.scope.actor());
            let event = Event::new(Action::ProofFailed).ended(Outcome::Failed);
            let event = event.with("route", self.route.as_str());
            let (pen, now) = (app.pen.clone(), app.sources.now());
            app.db
                .write_for(by.organization, move |c| {
                    db::audit::append(c, &pen, &by, event.clone(), now)
                })
                .await?;
        } else {
            app.db.write(move |c| patience.take_back(c)).await?;
        }
        outcome
    }
}
