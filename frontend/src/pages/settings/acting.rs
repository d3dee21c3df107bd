use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::Error;
use crate::pages::form::FormErrors;

/// One act of a form at a time: busy while it runs, and what was wrong with it; copies share it.
#[derive(Clone, Copy)]
pub(in crate::pages) struct Acting {
    pub(in crate::pages) busy: RwSignal<bool>,
    pub(in crate::pages) errors: FormErrors,
}

impl Acting {
    /// Nothing is under way.
    pub(in crate::pages) fn new() -> Self {
        Self { busy: RwSignal::new(false), errors: FormErrors::new() }
    }

    /// Does something, unless something is being done; then `after` takes the answer.
    pub(in crate::pages) fn run<T: 'static>(
        self,
        act: impl Future<Output = Result<T, Error>> + 'static,
        after: impl FnOnce(T) + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.errors.clear();
        self.busy.set(true);
        spawn_local(async move {
            let done = act.await;
            // The page may be gone.
            let here = self.busy.try_set(false).is_none();
            match done {
                Ok(answer) => after(answer),
                Err(error) if here => self.errors.show(error),
                Err(_) => {}
            }
        });
    }
}
