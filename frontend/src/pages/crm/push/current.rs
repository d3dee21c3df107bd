use std::time::Duration;

use domain::PushId;
use domain::crm::{Push, PushCounts, PushState};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{Client, Error, crm};
use crate::pages::form::to_top;
use crate::session::Session;

/// How often a push at work is asked how far it is.
const POLL: Duration = Duration::from_secs(1);

/// The push of the page; copies share it.
#[derive(Clone, Copy)]
pub(super) struct Current {
    pub(super) id: PushId,
    pub(super) client: Client,
    pub(super) push: RwSignal<Option<Push>>,
    pub(super) error: RwSignal<Option<Error>>,
    pub(super) busy: RwSignal<bool>,
    /// Counts the questions, so that there is one row of them however often one is begun.
    round: StoredValue<u32>,
}

impl Current {
    pub(super) fn start(id: PushId) -> Self {
        let current = Self {
            id,
            client: Session::of_page().client(),
            push: RwSignal::new(None),
            error: RwSignal::new(None),
            busy: RwSignal::new(false),
            round: StoredValue::new(0),
        };
        current.refresh();
        current
    }

    /// Asks how the push stands, again and again while it is at work. Stops with the page.
    pub(super) fn refresh(self) {
        let Some(round) = self.round.try_update_value(|round| {
            *round += 1;
            *round
        }) else {
            return;
        };
        self.ask(round);
    }

    fn ask(self, round: u32) {
        spawn_local(async move {
            let answer = crm::find(self.client, self.id).await;
            if self.round.try_get_value() != Some(round) {
                return;
            }
            match answer {
                Ok(push) => {
                    let at_work = matches!(push.state, PushState::Planning | PushState::Running);
                    self.push.set(Some(push));
                    self.error.set(None);
                    if at_work {
                        set_timeout(move || self.ask(round), POLL);
                    }
                }
                Err(error) => self.error.set(Some(error)),
            }
        });
    }

    /// Does something to the push, then looks how it stands. What the server refused is shown.
    pub(super) fn act(self, act: crm::PushAct) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let done = crm::act(self.client, self.id, act).await;
            self.busy.try_set(false);
            match done {
                Ok(()) => self.refresh(),
                Err(error) => {
                    self.error.try_set(Some(error));
                    to_top();
                }
            }
        });
    }

    pub(super) fn state(self) -> Memo<Option<PushState>> {
        Memo::new(move |_| self.push.with(|push| Some(push.as_ref()?.state)))
    }

    pub(super) fn counts(self) -> Memo<PushCounts> {
        self.of(|push| push.counts)
    }

    /// A part of the push, as it changes.
    pub(super) fn of<T: Default + PartialEq + Send + Sync + 'static>(
        self,
        part: impl Fn(&Push) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.push.with(|push| push.as_ref().map(&part).unwrap_or_default()))
    }
}
