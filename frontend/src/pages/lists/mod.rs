//! `/lists`: the collections of contacts that the organization keeps.

mod counts;
mod form;
mod known;
mod rows;

pub(crate) use form::{Form, NameDialog};
pub(crate) use known::KnownLists;

use leptos::prelude::*;

use crate::pages::commands::{Command, Desk};
use crate::router::set_title;
use crate::ui::{Button, Glyph, Look};
use rows::Rows;

/// Every list, with what can be done with it.
pub(crate) fn lists_page() -> AnyView {
    set_title("Lists");
    let known = KnownLists::of_page();
    known.load();
    let form = RwSignal::new(None::<Form>);
    let new = move |()| form.set(Some(Form::New));
    Desk::of_page().serve_while(Command::NewList, move || known.may_change(), new);
    view! {
        <div class="page">
            <div class="page-head lists-head">
                <h1>"Lists"</h1>
                <Show when=move || known.may_change()>
                    <Button label="New list" glyph=Glyph::Plus look=Look::Primary on_press=new />
                </Show>
                <p class="lead">"Contacts kept together under a name, for everybody in the organization: put in by hand, or whoever a search finds at any moment."</p>
            </div>
            <Rows known form />
        </div>
        <NameDialog form />
    }
    .into_any()
}
