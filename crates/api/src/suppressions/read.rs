//! What was sent as identifiers.

use db::suppression::{Added, NewEntry};
use db::{Conn, Scope};
use domain::audit::{Action, Event};
use domain::suppression::{
    Identifier, RowOutcome, SuppressedKind, SuppressionReason, SuppressionRow, SuppressionsAdded,
};
use domain::value::Email;
use domain::{SuppressionId, Timestamp};

use crate::App;
use crate::access::{Access, PrivacyManage};
use crate::http::Answer;

/// An identifier that is to be on the list.
#[derive(Clone)]
pub(super) struct Entry {
    pub(super) id: SuppressionId,
    pub(super) identifier: Identifier,
}

/// What became of identifiers that were read, and which they are.
pub(super) struct Outcome {
    pub(super) added: Vec<Added>,
    /// Contacts of the workspace under the added addresses.
    pub(super) contacts: u64,
}

/// Writes identifiers into the list, with their event.
pub(super) async fn write(
    app: &actix_web::web::Data<App>,
    access: &Access<PrivacyManage>,
    entries: Vec<Entry>,
    reason: SuppressionReason,
) -> Answer<Outcome> {
    let (suppressor, now) = (app.suppressor.clone(), app.sources.now());
    let owner = access.scope.organization();
    let new: Vec<NewEntry> = entries
        .iter()
        .map(|Entry { id, identifier }| NewEntry {
            id: *id,
            kind: identifier.kind(),
            digest: suppressor.digest(owner, identifier),
        })
        .collect();
    access
        .act(app, move |c, scope| {
            let outcome = add(c, scope, (&entries, &new), (reason, now))?;
            let count = outcome.added.iter().filter(|added| matches!(added, Added::New(_))).count();
            let event = Event::new(Action::SuppressionsAdded)
                .with("added", count)
                .with("known", outcome.added.len() - count)
                .with("reason", reason.as_str());
            Ok((outcome, event))
        })
        .await
}

fn add(
    conn: &mut Conn,
    scope: &Scope,
    (entries, new): (&[Entry], &[NewEntry]),
    (reason, now): (SuppressionReason, Timestamp),
) -> db::Result<Outcome> {
    let added = db::suppression::add(conn, scope, new, reason, now)?;
    let emails: Vec<Email> = entries
        .iter()
        .zip(&added)
        .filter(|(entry, added)| {
            entry.identifier.kind() == SuppressedKind::Email && matches!(added, Added::New(_))
        })
        .map(|(entry, _)| Email::from_stored(entry.identifier.as_str().to_owned()))
        .collect();
    let contacts = db::suppression::contacts_of(conn, scope, &emails)?;
    Ok(Outcome { added, contacts })
}

/// The answer for one identifier that was read.
pub(super) fn row(added: Added, kind: SuppressedKind) -> SuppressionRow {
    let (outcome, id) = match added {
        Added::New(id) => (RowOutcome::Added, id),
        Added::Known(id) => (RowOutcome::Known, id),
    };
    SuppressionRow { outcome, id: Some(id), kind: Some(kind), message: None }
}

/// Sums of what became of identifiers, without their rows.
pub(super) fn sums(outcome: &Outcome, invalid: usize) -> SuppressionsAdded {
    let figure = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    let added = outcome.added.iter().filter(|added| matches!(added, Added::New(_))).count();
    SuppressionsAdded {
        added: figure(added),
        known: figure(outcome.added.len() - added),
        invalid: figure(invalid),
        contacts: outcome.contacts,
        rows: Vec::new(),
    }
}
