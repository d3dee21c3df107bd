use std::time::Duration;

use domain::JobId;
use domain::job::{JobFigures, JobPage, JobRecord, JobState};
use leptos::leptos_dom::helpers::set_interval_with_handle;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{Client, Error, operator};
use crate::session::Session;
use crate::ui::{Toast, Toasts};

/// How often the page looks, while somebody sees it.
const POLL: Duration = Duration::from_secs(2);
/// Jobs that are shown at first, and that "Show more" adds.
const STEP: usize = 50;
/// More the server does not answer at once.
const MOST: usize = 1_000;

/// What the page knows of the queue; copies share it.
#[derive(Clone, Copy)]
pub(super) struct Board {
    client: Client,
    toasts: Toasts,
    pub(super) state: Memo<JobState>,
    pub(super) figures: RwSignal<Option<JobFigures>>,
    /// The jobs, and the state that they were asked for.
    pub(super) page: RwSignal<Option<(JobState, JobPage)>>,
    pub(super) error: RwSignal<Option<Error>>,
    limit: RwSignal<usize>,
    /// The job that something is being done to.
    pub(super) busy: RwSignal<Option<JobId>>,
    /// Whose cancelling is asked about, and whether it is now.
    pub(super) cancelling: RwSignal<Option<JobRecord>>,
    pub(super) asking: RwSignal<bool>,
}

impl Board {
    /// Looks now, whenever the state changes, and again and again until the page goes.
    pub(super) fn start(state: Memo<JobState>) -> Self {
        let board = Self {
            client: Session::of_page().client(),
            toasts: Toasts::of_page(),
            state,
            figures: RwSignal::new(None),
            page: RwSignal::new(None),
            error: RwSignal::new(None),
            limit: RwSignal::new(STEP),
            busy: RwSignal::new(None),
            cancelling: RwSignal::new(None),
            asking: RwSignal::new(false),
        };
        Effect::new(move |_| {
            state.track();
            board.limit.set(STEP);
            board.refresh();
        });
        let look = move || {
            if !document().hidden() {
                board.refresh();
            }
        };
        if let Ok(timer) = set_interval_with_handle(look, POLL) {
            on_cleanup(move || timer.clear());
        }
        board
    }

    /// Asks for figures and jobs. What is there stays until the answer comes.
    pub(super) fn refresh(self) {
        let Some(state) = self.state.try_get_untracked() else { return };
        let limit = self.limit.get_untracked();
        spawn_local(async move {
            let asked = async {
                let figures = operator::figures(self.client).await?;
                Ok((figures, operator::jobs(self.client, state, limit).await?))
            };
            match asked.await {
                // An answer about another state than the one that is looked at by now is old.
                Ok((figures, page)) if self.state.try_get_untracked() == Some(state) => {
                    self.figures.try_set(Some(figures));
                    self.page.try_set(Some((state, page)));
                    self.error.try_set(None);
                }
                Ok(_) => {}
                Err(error) => {
                    self.error.try_set(Some(error));
                }
            }
        });
    }

    pub(super) fn more(self) {
        self.limit.update(|limit| *limit = (*limit + STEP).min(MOST));
        self.refresh();
    }

    /// Whether there are more than are shown.
    pub(super) fn has_more(self) -> bool {
        let is_cut = self
            .page
            .with(|page| page.as_ref().is_some_and(|(_, page)| page.next_cursor.is_some()));
        is_cut && self.limit.get() < MOST
    }

    /// A job as it was seen last.
    pub(super) fn job(self, id: JobId) -> Memo<Option<JobRecord>> {
        Memo::new(move |_| {
            self.page.with(|page| {
                let (_, page) = page.as_ref()?;
                page.jobs.iter().find(|job| job.id == id).cloned()
            })
        })
    }

    pub(super) fn retry(self, id: JobId) {
        self.act(id, "It is back in the queue.", operator::retry(self.client, id));
    }

    /// Does what was asked about.
    pub(super) fn cancel(self) {
        let Some(id) = self.cancelling.with_untracked(|job| job.as_ref().map(|job| job.id)) else {
            return;
        };
        self.asking.set(false);
        self.act(id, "It will end in a moment.", operator::cancel(self.client, id));
    }

    fn act(
        self,
        id: JobId,
        said: &'static str,
        act: impl Future<Output = Result<(), Error>> + 'static,
    ) {
        if self.busy.get_untracked().is_some() {
            return;
        }
        self.busy.set(Some(id));
        spawn_local(async move {
            let done = act.await;
            self.busy.try_set(None);
            self.toasts.show(match done {
                Ok(()) => Toast::done(said),
                Err(error) => Toast::failed(error.to_string()),
            });
            self.refresh();
        });
    }
}
