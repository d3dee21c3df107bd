use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::Error;
use crate::pages::trouble::Trouble;
use crate::ui::{Button, Skeleton};

/// A page of rows, and where the next one begins.
type Answer<T> = Result<(Vec<T>, Option<String>), Error>;
type Fetch<T> = Box<dyn Fn(Option<String>) -> Pin<Box<dyn Future<Output = Answer<T>>>>>;

/// A long list that is loaded page by page; copies share it.
pub(in crate::pages) struct Feed<T: Send + Sync + 'static> {
    rows: RwSignal<Option<Vec<T>>>,
    next: RwSignal<Option<String>>,
    error: RwSignal<Option<Error>>,
    busy: RwSignal<bool>,
    /// Counts the beginnings, so that an answer to an older question is not taken in.
    round: StoredValue<u32>,
    fetch: StoredValue<Fetch<T>, LocalStorage>,
}

impl<T: Send + Sync + 'static> Clone for Feed<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: Send + Sync + 'static> Copy for Feed<T> {}

impl<T: Clone + Send + Sync + 'static> Feed<T> {
    /// An empty list; [`Self::restart`] begins it.
    pub(in crate::pages) fn new<F>(fetch: impl Fn(Option<String>) -> F + 'static) -> Self
    where
        F: Future<Output = Answer<T>> + 'static,
    {
        let fetch: Fetch<T> = Box::new(move |cursor| Box::pin(fetch(cursor)));
        Self {
            rows: RwSignal::new(None),
            next: RwSignal::new(None),
            error: RwSignal::new(None),
            busy: RwSignal::new(false),
            round: StoredValue::new(0),
            fetch: StoredValue::new_local(fetch),
        }
    }

    /// Begins anew, after what is asked for has changed. The old rows stay until the answer.
    pub(in crate::pages) fn restart(self) {
        self.round.update_value(|round| *round += 1);
        self.next.set(None);
        self.load(true);
    }

    /// Loads the next page.
    fn more(self) {
        if !self.busy.get_untracked() {
            self.load(false);
        }
    }

    fn load(self, first: bool) {
        let round = self.round.get_value();
        let cursor = self.next.get_untracked();
        let Some(asked) = self.fetch.try_with_value(|fetch| fetch(cursor)) else { return };
        self.busy.set(true);
        spawn_local(async move {
            let answer = asked.await;
            if self.round.try_get_value() != Some(round) {
                return;
            }
            self.busy.set(false);
            match answer {
                Ok((rows, next)) => {
                    self.rows.update(|known| {
                        let known = known.get_or_insert_default();
                        if first {
                            known.clear();
                        }
                        known.extend(rows);
                    });
                    self.next.set(next);
                    self.error.set(None);
                }
                Err(error) => self.error.set(Some(error)),
            }
        });
    }

    /// The rows as `shown` makes them, with a button for more, or what stands for no rows.
    pub(in crate::pages) fn view(
        self,
        shown: impl Fn(Vec<T>) -> AnyView + Send + Sync + 'static,
        empty: impl Fn() -> AnyView + Send + Sync + 'static,
    ) -> AnyView {
        let body = move || match self.rows.get() {
            Some(rows) if rows.is_empty() => empty(),
            Some(rows) => shown(rows),
            None if self.error.with(Option::is_some) => ().into_any(),
            None => view! { <Skeleton lines=8 /> }.into_any(),
        };
        view! {
            {move || self.error.get().map(|error| {
                view! { <Trouble error on_retry=move |()| self.restart() /> }
            })}
            <div class="feed" aria-busy=move || self.busy.get().then_some("true")>{body}</div>
            <Show when=move || self.next.with(Option::is_some)>
                <div class="more">
                    <Button label="Show more" busy=self.busy on_press=move |()| self.more() />
                </div>
            </Show>
        }
        .into_any()
    }
}
