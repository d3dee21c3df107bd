use domain::ContactId;
use domain::access::Permission;
use domain::contact::Contact;
use domain::partition::Layer;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::Deletions;
use super::finder::Finder;
use super::place::SearchPlace;
use super::profile::Profile;
use crate::api::{Error, contacts};
use crate::pages::commands::{Command, Desk};
use crate::pages::trouble::Trouble;
use crate::router::paths;
use crate::session::Session;
use crate::ui::{Button, Dialog, Glyph, IconButton, Look, Shape, Skeleton};

/// One contact beside the list, with all its fields.
#[component]
pub(super) fn ContactDrawer(place: SearchPlace, finder: Finder) -> impl IntoView {
    let id = Memo::new(move |_| place.contact());
    let contact = RwSignal::new(None::<Result<Contact, Error>>);
    load(id, contact, finder);
    let close = Callback::new(move |()| place.open(None));
    let label = Signal::derive(move || {
        contact.with(|contact| match contact {
            Some(Ok(contact)) => contact.fields.display_name().to_owned(),
            _ => "Contact".to_owned(),
        })
    });
    view! {
        <Dialog open=Signal::derive(move || id.get().is_some()) on_close=close label shape=Shape::Drawer>
            <DrawerHead contact close />
            <div class="drawer-body">
                {move || match contact.get() {
                    None => view! { <Skeleton lines=9 /> }.into_any(),
                    Some(Ok(contact)) => view! { <Profile contact /> }.into_any(),
                    Some(Err(error)) => view! { <Trouble error /> }.into_any(),
                }}
            </div>
        </Dialog>
    }
}

/// Shows what the list knows at once, then what the server says.
fn load(
    id: Memo<Option<ContactId>>,
    contact: RwSignal<Option<Result<Contact, Error>>>,
    finder: Finder,
) {
    let client = Session::of_page().client();
    Effect::new(move |_| {
        let Some(wanted) = id.get() else {
            contact.set(None);
            return;
        };
        let known = finder.hits.with_untracked(|hits| hits.find(wanted));
        contact.set(known.map(|hit| Ok(hit.contact.clone())));
        spawn_local(async move {
            let found = contacts::find(client, wanted).await;
            if id.try_get_untracked() == Some(Some(wanted)) {
                contact.set(Some(found));
            }
        });
    });
}

#[component]
fn DrawerHead(
    contact: RwSignal<Option<Result<Contact, Error>>>,
    close: Callback<()>,
) -> impl IntoView {
    let session = Session::of_page();
    let deletions = Deletions::of_page();
    let navigate = StoredValue::new_local(use_navigate());
    let own = Memo::new(move |_| {
        contact.with(|contact| match contact {
            Some(Ok(contact)) if contact.layer == Layer::Workspace => Some(contact.clone()),
            _ => None,
        })
    });
    let may = move |permission| move || own.with(Option::is_some) && session.allows(permission);
    let edit = move |()| {
        if let Some(contact) = own.get_untracked() {
            let path = paths::edit_contact(contact.id);
            navigate.with_value(|navigate| navigate(&path, NavigateOptions::default()));
        }
    };
    let past = move |()| {
        if let Some(contact) = own.get_untracked() {
            let path = paths::contact(contact.id);
            navigate.with_value(|navigate| navigate(&path, NavigateOptions::default()));
        }
    };
    let delete = move |()| {
        if let Some(contact) = own.get_untracked() {
            close.run(());
            deletions.delete(&contact);
        }
    };
    let desk = Desk::of_page();
    desk.serve_while(Command::EditContact, may(Permission::ContactsWrite), edit);
    desk.serve_while(Command::DeleteContact, may(Permission::ContactsDelete), delete);
    desk.serve_while(Command::ContactHistory, move || own.with(Option::is_some), past);
    desk.serve_while(
        Command::CloseContact,
        move || contact.with(Option::is_some),
        move |()| close.run(()),
    );
    view! {
        <div class="drawer-head">
            <Show when=may(Permission::ContactsWrite)>
                <Button label="Edit" glyph=Glyph::Pencil on_press=edit />
            </Show>
            <Show when=may(Permission::ContactsDelete)>
                <Button label="Delete" glyph=Glyph::Trash look=Look::Quiet on_press=delete />
            </Show>
            <Show when=move || own.with(Option::is_some)>
                <Button label="History" glyph=Glyph::Clock look=Look::Quiet on_press=past />
            </Show>
            <span class="spacer"></span>
            <IconButton label="Close" glyph=Glyph::Close on_press=close />
        </div>
    }
}
