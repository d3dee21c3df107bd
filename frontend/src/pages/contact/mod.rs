//! `/contacts/new`, `/contacts/{id}/edit`, and `/contacts/{id}` with the contact's history.

mod change;
mod draft;
mod editor;
mod fields;
mod lists;
mod past;
mod saving;
mod sheet;
mod source_words;
mod view;

use domain::ContactId;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_params_map;

use super::missing::missing_page;
use super::trouble::Trouble;
use crate::api::contacts;
use crate::router::set_title;
use crate::session::Session;
use crate::ui::Skeleton;
use editor::Editor;
use saving::Subject;
use view::Whole;

/// A form for a contact that is not there yet.
pub(crate) fn new_contact_page() -> AnyView {
    set_title("New contact");
    view! {
        <div class="page narrow">
            <h1>"New contact"</h1>
            <Editor subject=Subject::New />
        </div>
    }
    .into_any()
}

/// A form for a contact that is there.
pub(crate) fn edit_contact_page() -> AnyView {
    set_title("Edit contact");
    let Some(id) = id_of_path() else { return missing_page() };
    let client = Session::of_page().client();
    let found = RwSignal::new(None);
    spawn_local(async move {
        let answer = contacts::find(client, id).await;
        found.try_set(Some(answer));
    });
    let editor = move || match found.get() {
        None => view! { <Skeleton lines=10 /> }.into_any(),
        Some(Ok(contact)) => {
            let subject = Subject::Existing(Box::new(contact));
            view! { <Editor subject /> }.into_any()
        }
        Some(Err(error)) => view! { <Trouble error /> }.into_any(),
    };
    view! {
        <div class="page narrow">
            <h1>"Edit contact"</h1>
            {editor}
        </div>
    }
    .into_any()
}

/// The whole contact with its past.
pub(crate) fn contact_page() -> AnyView {
    set_title("Contact");
    let Some(id) = id_of_path() else { return missing_page() };
    view! { <Whole id /> }.into_any()
}

fn id_of_path() -> Option<ContactId> {
    use_params_map().with_untracked(|params| params.get("id")?.parse().ok())
}
