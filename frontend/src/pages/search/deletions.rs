//! Deletions that can still be undone: the row goes at once, the request follows some seconds
//! later, or at once when the page is left.

use std::time::Duration;

use domain::ContactId;
use domain::contact::Contact;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::contacts;
use crate::session::Session;
use crate::ui::{Toast, Toasts};

/// How long a deletion can be undone.
const UNDO: Duration = Duration::from_secs(6);

/// Contacts on their way out; copies share them.
#[derive(Clone, Copy)]
pub(crate) struct Deletions {
    session: Session,
    toasts: Toasts,
    /// Hidden in every list, with the version that was seen.
    waiting: RwSignal<Vec<(ContactId, i64)>>,
    /// Sent, and perhaps still in an answer that was under way.
    gone: RwSignal<Vec<ContactId>>,
}

impl Deletions {
    /// None yet. From now on they are sent at once when the page is left.
    pub(crate) fn start(session: Session, toasts: Toasts) -> Self {
        let (waiting, gone) = (RwSignal::new(Vec::new()), RwSignal::new(Vec::new()));
        let deletions = Self { session, toasts, waiting, gone };
        let leaving = window_event_listener_untyped("pagehide", move |_| deletions.flush());
        on_cleanup(move || leaving.remove());
        deletions
    }

    /// The deletions of the page.
    pub(crate) fn of_page() -> Self {
        expect_context()
    }

    /// Every contact that must not be shown.
    pub(super) fn hidden(self) -> Vec<ContactId> {
        let mut hidden = self.gone.get();
        self.waiting.with(|waiting| hidden.extend(waiting.iter().map(|(id, _)| *id)));
        hidden
    }

    /// Hides a contact, and deletes it when nobody objects.
    pub(crate) fn delete(self, contact: &Contact) {
        let (id, version) = (contact.id, contact.version);
        self.waiting.update(|waiting| waiting.push((id, version)));
        let text = format!("Deleted {}", contact.fields.display_name());
        let undo = move || self.waiting.update(|waiting| waiting.retain(|(known, _)| *known != id));
        self.toasts.show(Toast::done(text).with_action("Undo", UNDO, undo));
        set_timeout(move || self.send(id), UNDO);
    }

    /// Sends everything that waits.
    pub(crate) fn flush(self) {
        for (id, _) in self.waiting.get_untracked() {
            self.send(id);
        }
    }

    /// Sends everything that waits, and forgets what was deleted: another organization follows.
    pub(crate) fn leave(self) {
        self.flush();
        self.gone.set(Vec::new());
    }

    fn send(self, id: ContactId) {
        let waiting = self
            .waiting
            .with_untracked(|waiting| waiting.iter().find(|(known, _)| *known == id).copied());
        let Some((_, version)) = waiting else { return };
        self.gone.update(|gone| gone.push(id));
        self.waiting.update(|waiting| waiting.retain(|(known, _)| *known != id));
        spawn_local(async move {
            if let Err(error) = contacts::delete(self.session.client(), id, version).await {
                self.gone.update(|gone| gone.retain(|known| *known != id));
                self.toasts.show(Toast::failed(format!("The contact was not deleted. {error}")));
            }
        });
    }
}
