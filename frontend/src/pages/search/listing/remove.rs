use leptos::prelude::*;

use super::ListActs;
use crate::format;
use crate::ui::Confirm;

/// Asks before all results are taken out of the list that they are in.
#[component]
pub(super) fn RemoveConfirm(acts: ListActs) -> impl IntoView {
    let title = Signal::derive(move || {
        let name = acts.list_of_search().map(|list| list.name).unwrap_or_default();
        format!("Take {} out of {name}?", format::counted(acts.finder.total(), "contact"))
    });
    view! {
        <Confirm
            open=acts.removing
            title
            act=Signal::derive(|| "Take them out".to_owned())
            busy=acts.busy
            on_confirm=move |()| acts.remove()
        >
            <p>"The contacts themselves stay in the workspace. This cannot be undone: whom the search found is not remembered."</p>
        </Confirm>
    }
}
