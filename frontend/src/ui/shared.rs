use std::sync::Arc;

use leptos::prelude::*;

/// Something of a list: the same for as long as it is the very one, whatever else in the list changes. None while it
/// is on its way.
pub(crate) fn shared<T: Send + Sync + 'static>(
    read: impl Fn() -> Option<Arc<T>> + Send + Sync + 'static,
) -> Memo<Option<Arc<T>>> {
    Memo::new_with_compare(
        move |_| read(),
        |before, now| match (before.and_then(Option::as_ref), now.and_then(Option::as_ref)) {
            (Some(before), Some(now)) => !Arc::ptr_eq(before, now),
            (before, now) => before.is_some() || now.is_some(),
        },
    )
}
