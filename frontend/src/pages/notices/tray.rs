use std::time::Duration;

use domain::NoticeId;
use domain::notice::Notice;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{Error, notices};
use crate::format;
use crate::session::Session;
use crate::ui::{Toast, Toasts};

/// How often it is asked whether there is something new: the server looks every quarter of an hour.
const PERIOD: Duration = Duration::from_mins(1);

/// The notices of the person; copies share it.
#[derive(Clone, Copy)]
pub(super) struct Tray {
    session: Session,
    toasts: Toasts,
    pub(super) unread: RwSignal<u64>,
    /// None before the first answer.
    pub(super) notices: RwSignal<Option<Vec<Notice>>>,
    /// Where the older ones begin.
    pub(super) next: RwSignal<Option<String>>,
    pub(super) error: RwSignal<Option<Error>>,
}

impl Tray {
    /// Asks how many are unread, now, in every minute, and in another organization.
    pub(super) fn start() -> Self {
        let tray = Self {
            session: Session::of_page(),
            toasts: Toasts::of_page(),
            unread: RwSignal::new(0),
            notices: RwSignal::new(None),
            next: RwSignal::new(None),
            error: RwSignal::new(None),
        };
        let organization = Memo::new(move |_| tray.session.at_work());
        Effect::new(move |_| {
            organization.track();
            tray.unread.set(0);
            tray.notices.set(None);
            tray.count();
        });
        if let Ok(timer) = set_interval_with_handle(move || tray.count(), PERIOD) {
            on_cleanup(move || timer.clear());
        }
        tray
    }

    fn count(self) {
        // A page that nobody sees asks nothing.
        if document().hidden() || untrack(move || self.session.at_work()).is_none() {
            return;
        }
        spawn_local(async move {
            // The figure is a courtesy: without an answer it stays.
            if let Ok(summary) = notices::summary(self.session.client()).await {
                self.unread.try_set(summary.unread);
            }
        });
    }

    /// Fetches the newest ones.
    pub(super) fn fetch(self) {
        self.ask(None);
    }

    /// Fetches older ones, too.
    pub(super) fn fetch_more(self) {
        if let Some(cursor) = self.next.get_untracked() {
            self.ask(Some(cursor));
        }
    }

    fn ask(self, cursor: Option<String>) {
        spawn_local(async move {
            let is_first = cursor.is_none();
            match notices::list(self.session.client(), cursor).await {
                Ok(page) => {
                    self.error.try_set(None);
                    self.next.try_set(page.next_cursor);
                    self.notices.try_update(|all| {
                        let all = all.get_or_insert_default();
                        if is_first {
                            all.clear();
                        }
                        all.extend(page.notices);
                    });
                }
                Err(error) => {
                    self.error.try_set(Some(error));
                }
            }
        });
    }

    /// Marks one as read, or all.
    pub(super) fn mark_read(self, one: Option<NoticeId>) {
        let now = format::now();
        let mut marked = 0;
        self.notices.update(|all| {
            let meant = |notice: &&mut Notice| one.is_none_or(|id| notice.id == id);
            for notice in all.iter_mut().flatten().filter(meant) {
                marked += u64::from(notice.read_at.is_none());
                notice.read_at.get_or_insert(now);
            }
        });
        self.unread.update(|unread| {
            *unread = if one.is_none() { 0 } else { unread.saturating_sub(marked) };
        });
        spawn_local(async move {
            let ids = one.map(|id| vec![id]);
            match notices::mark_read(self.session.client(), ids).await {
                Ok(left) => {
                    self.unread.try_set(left.unread);
                }
                Err(error) => {
                    self.toasts.show(Toast::failed(format!("The notices stay unread. {error}")));
                    self.count();
                    self.fetch();
                }
            }
        });
    }
}
