//! Something that is done after a while, unless it is put off or its component goes.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

/// Stands still until it is started; copies share it. It ends with the component that made it.
#[derive(Clone, Copy)]
pub(crate) struct Timer(StoredValue<Option<TimeoutHandle>>);

impl Timer {
    pub(crate) fn new() -> Self {
        let timer = Self(StoredValue::new(None));
        on_cleanup(move || timer.stop());
        timer
    }

    /// Has this done after a while, and not what was to be done before.
    pub(crate) fn start(self, after: Duration, act: impl FnOnce() + 'static) {
        self.stop();
        let _ = self.0.try_set_value(set_timeout_with_handle(act, after).ok());
    }

    /// Has nothing done.
    pub(crate) fn stop(self) {
        if let Some(Some(timer)) = self.0.try_get_value() {
            timer.clear();
        }
    }
}
