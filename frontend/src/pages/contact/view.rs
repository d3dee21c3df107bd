use domain::ContactId;
use domain::access::Permission;
use domain::contact::{Contact, History};
use domain::partition::Layer;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::past::Past;
use super::sheet::Sheet;
use crate::api::{Error, contacts};
use crate::pages::trouble::Trouble;
use crate::router::{LastSearch, paths, set_title, with_contact};
use crate::session::Session;
use crate::ui::{Avatar, Glyph, Icon, Skeleton};

/// What the server says of a contact, and of its past where it is the workspace's own.
#[derive(Clone)]
struct Known {
    contact: Contact,
    history: Option<History>,
}

/// One contact: every field with where it comes from, and everything that happened to it.
#[component]
pub(super) fn Whole(id: ContactId) -> impl IntoView {
    let client = Session::of_page().client();
    let found = RwSignal::new(None::<Result<Known, Error>>);
    spawn_local(async move {
        let answer = async {
            let contact = contacts::find(client, id).await?;
            let history = match contact.layer {
                Layer::Workspace => Some(contacts::history(client, id).await?),
                Layer::Directory => None,
            };
            Ok(Known { contact, history })
        };
        let answer = answer.await;
        found.try_set(Some(answer));
    });
    let back = with_contact(&LastSearch::of_page().search(), None);
    view! {
        <div class="page">
            <a class="back" href=back><Icon glyph=Glyph::ArrowLeft />"All contacts"</a>
            {move || match found.get() {
                None => view! { <Skeleton lines=12 /> }.into_any(),
                Some(Ok(known)) => body(known),
                Some(Err(error)) => view! { <Trouble error /> }.into_any(),
            }}
        </div>
    }
}

fn body(known: Known) -> AnyView {
    let Known { contact, history } = known;
    let name = contact.fields.display_name().to_owned();
    set_title(&name);
    let work = [contact.fields.title.as_deref(), contact.fields.company.as_deref()];
    let work = work.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let session = Session::of_page();
    let own = contact.layer == Layer::Workspace;
    let may_edit = move || own && session.allows(Permission::ContactsWrite);
    let edit = paths::edit_contact(contact.id);
    let is_alone = history.is_none();
    view! {
        <div class="contact-head">
            <Avatar name=name.clone() large=true />
            <div class="lines">
                <h1>{name}</h1>
                <p class="lead">{work}</p>
            </div>
            <Show when=may_edit>
                <a class="button" href=edit.clone()><Icon glyph=Glyph::Pencil />"Edit"</a>
            </Show>
        </div>
        <div class="contact-split" class:whole=is_alone>
            <Sheet contact history=history.clone() />
            {history.map(|history| view! { <Past history /> })}
        </div>
    }
    .into_any()
}
