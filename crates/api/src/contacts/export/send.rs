use std::io;

use actix_web::web;
use db::Scope;
use db::audit::By;
use domain::Layer;
use domain::audit::{Action, Event, Outcome};
use domain::package::{Meter, Month};
use files::write::{Export, Format};
use futures_util::{Stream, stream};

use super::gather::{Gathered, PAGE};
use super::spool::Spool;
use crate::App;
use crate::http::{Answer, Refusal};

/// An export on its way. It reads a page when the client has taken the one before, and holds no
/// connection to the database meanwhile. Dropped before its end, because the client went away or the
/// database did, it gives back what was not sent.
pub(super) struct Delivery {
    app: web::Data<App>,
    scope: Scope,
    layer: Layer,
    /// What is left to send, until all of it is.
    work: Option<Work>,
    receipt: Receipt,
    /// Contacts in the chunk that the client is taking.
    taking: u64,
    is_settled: bool,
}

/// What makes the next chunk.
struct Work {
    spool: Spool,
    export: Export,
    has_begun: bool,
}

/// What has to be written down in the end.
#[derive(Clone)]
struct Receipt {
    by: By,
    month: Month,
    /// Contacts that were paid for.
    held: u64,
    sent: u64,
}

impl Delivery {
    pub(super) fn new(
        app: web::Data<App>,
        (scope, by): (Scope, By),
        (format, layer): (Format, Layer),
        gathered: Gathered,
        month: Month,
    ) -> Self {
        let Gathered { spool, columns, rows, .. } = gathered;
        let export = Export::new(format, columns);
        Self {
            app,
            scope,
            layer,
            work: Some(Work { spool, export, has_begun: false }),
            receipt: Receipt { by, month, held: rows, sent: 0 },
            taking: 0,
            is_settled: false,
        }
    }

    /// The chunks of the file.
    pub(super) fn stream(self) -> impl Stream<Item = io::Result<web::Bytes>> {
        stream::try_unfold(self, |delivery| async {
            let chunk = delivery.next().await;
            if let Err(refusal) = &chunk {
                // The status has gone out already; a cut-off body is how a client can tell.
                tracing::error!(error = refusal.cause(), "contacts.export_failed");
            }
            chunk.map_err(|_| io::Error::from(io::ErrorKind::Other))
        })
    }

    async fn next(mut self) -> Answer<Option<(web::Bytes, Self)>> {
        // Whoever asks for more has taken what there was.
        self.receipt.sent += std::mem::take(&mut self.taking);
        let Some(work) = self.work.take() else {
            self.is_settled = true;
            let (app, scope, receipt) = (self.app.clone(), self.scope, self.receipt.clone());
            web::block(move || settle(&app, &scope, &receipt, Outcome::Done))
                .await
                .map_err(Refusal::internal)??;
            return Ok(None);
        };
        let (scope, layer) = (self.scope, self.layer);
        let suppressor = self.app.suppressor.clone();
        let made =
            self.app.db.read_as(&scope, move |c| make(c, (&scope, layer), &suppressor, work));
        let Made { bytes, rows, work } = made.await?;
        self.work = work;
        self.taking = rows;
        Ok(Some((bytes.into(), self)))
    }
}

impl Drop for Delivery {
    fn drop(&mut self) {
        if self.is_settled {
            return;
        }
        let (app, scope, receipt) = (self.app.clone(), self.scope, self.receipt.clone());
        // Nobody waits for it any more; behind the end of the process nobody does it.
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        drop(runtime.spawn_blocking(move || {
            if let Err(error) = settle(&app, &scope, &receipt, Outcome::Failed) {
                tracing::error!(error = %error, "contacts.export_not_settled");
            }
        }));
    }
}

/// A chunk of the file.
struct Made {
    bytes: Vec<u8>,
    rows: u64,
    /// None behind the last one.
    work: Option<Work>,
}

fn make(
    conn: &mut db::Conn,
    (scope, layer): (&Scope, Layer),
    suppressor: &db::suppression::Suppressor,
    mut work: Work,
) -> Answer<Made> {
    let mut bytes = if work.has_begun { Vec::new() } else { work.export.header() };
    work.has_begun = true;
    let ids = work.spool.next(PAGE)?;
    // Somebody may have been suppressed since the ids were gathered.
    let contacts = db::contact::by_ids(conn, scope, layer, &ids)?;
    let fields: Vec<_> = contacts.iter().map(|contact| &contact.fields).collect();
    let held = db::suppression::held_back(conn, scope, suppressor, &fields)?;
    let mut rows = 0;
    for (contact, _) in contacts.iter().zip(held).filter(|(_, held)| !held) {
        bytes.extend(work.export.record(contact));
        rows += 1;
    }
    if ids.len() == PAGE {
        return Ok(Made { bytes, rows, work: Some(work) });
    }
    bytes.extend(work.export.finish());
    Ok(Made { bytes, rows, work: None })
}

/// Gives back what was not sent, and notes how it ended.
fn settle(app: &App, scope: &Scope, receipt: &Receipt, outcome: Outcome) -> db::Result<()> {
    let (now, Receipt { by, month, held, sent }) = (app.sources.now(), receipt);
    app.db.write_for_now(scope.organization(), |c| {
        scope.enter(c)?;
        let unused = held.saturating_sub(*sent);
        if unused > 0 {
            db::usage::give_back(c, scope, Meter::ExportRows, *month, unused)?;
        }
        let event = Event::new(Action::ContactsExportEnded).with("sent", *sent).ended(outcome);
        db::audit::append(c, &app.pen, by, event, now)
    })
}
