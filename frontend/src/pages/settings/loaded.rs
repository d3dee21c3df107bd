use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::Error;
use crate::pages::trouble::Trouble;
use crate::ui::Skeleton;

type Fetch<T> = Box<dyn Fn() -> Pin<Box<dyn Future<Output = Result<T, Error>>>>>;

/// Something that the server knows and the page shows; copies share it.
pub(in crate::pages) struct Loaded<T: Send + Sync + 'static> {
    pub(in crate::pages) value: RwSignal<Option<T>>,
    error: RwSignal<Option<Error>>,
    fetch: StoredValue<Fetch<T>, LocalStorage>,
}

impl<T: Send + Sync + 'static> Clone for Loaded<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: Send + Sync + 'static> Copy for Loaded<T> {}

impl<T: Clone + Send + Sync + 'static> Loaded<T> {
    /// Asks for it now.
    pub(in crate::pages) fn start<F>(fetch: impl Fn() -> F + 'static) -> Self
    where
        F: Future<Output = Result<T, Error>> + 'static,
    {
        let fetch: Fetch<T> = Box::new(move || Box::pin(fetch()));
        let loaded = Self {
            value: RwSignal::new(None),
            error: RwSignal::new(None),
            fetch: StoredValue::new_local(fetch),
        };
        loaded.reload();
        loaded
    }

    /// Asks again; what is there stays until the answer comes.
    pub(in crate::pages) fn reload(self) {
        let Some(asked) = self.fetch.try_with_value(|fetch| fetch()) else { return };
        spawn_local(async move {
            match asked.await {
                Ok(value) => {
                    self.value.try_set(Some(value));
                    self.error.try_set(None);
                }
                Err(error) => {
                    self.error.try_set(Some(error));
                }
            }
        });
    }

    /// Its place in the page: grey lines, then what `shown` makes of it, or what went wrong.
    pub(in crate::pages) fn view(
        self,
        lines: usize,
        shown: impl Fn(T) -> AnyView + Send + Sync + 'static,
    ) -> AnyView {
        let body = move || match self.value.get() {
            Some(value) => shown(value),
            None if self.error.with(Option::is_some) => ().into_any(),
            None => view! { <Skeleton lines /> }.into_any(),
        };
        view! {
            {move || self.error.get().map(|error| {
                view! { <Trouble error on_retry=move |()| self.reload() /> }
            })}
            {body}
        }
        .into_any()
    }
}
