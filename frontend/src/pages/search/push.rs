use domain::access::Permission;
use domain::crm::NewPush;
use domain::export::ExportSearch;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::finder::Finder;
use crate::api::crm;
use crate::pages::commands::{Command, Desk};
use crate::router::{Place, paths};
use crate::session::Session;
use crate::ui::{Button, Glyph, Toast, Toasts};

/// Begins the dry run of a push with what was picked; nothing is written by that.
#[component]
pub(super) fn PushButton(finder: Finder) -> impl IntoView {
    let (session, toasts) = (Session::of_page(), Toasts::of_page());
    let (client, busy) = (session.client(), RwSignal::new(false));
    let navigate = StoredValue::new_local(use_navigate());
    let start = move |()| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let wanted = untrack(move || wanted(finder));
        spawn_local(async move {
            let begun = crm::create(client, &wanted).await;
            busy.try_set(false);
            match begun {
                Ok(push) => {
                    navigate
                        .try_with_value(|go| go(&paths::push(push.id), NavigateOptions::default()));
                }
                Err(error) => toasts.show(Toast::failed(error.to_string())),
            }
        });
    };
    let may = move || session.allows(Permission::CrmPush);
    Desk::of_page().serve_while(Command::PushToCrm, may, start);
    view! {
        <Show when=may>
            <Button label="Push to CRM" glyph=Glyph::ArrowRight busy on_press=start />
        </Show>
    }
}

fn wanted(finder: Finder) -> NewPush {
    let new = NewPush { dry_run: true, ..NewPush::default() };
    if finder.selection.is_all() {
        let place = Place { query: finder.query.get_untracked(), ..Place::default() };
        return NewPush { search: Some(ExportSearch::Query(place.to_search())), ..new };
    }
    NewPush { ids: Some(finder.selection.ids()), ..new }
}
