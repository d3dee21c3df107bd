//! The CRM: `/settings/crm` connects it, `/settings/crm/mapping` says what goes where, `/crm` has the pushes.

mod advice;
mod connection;
mod facts;
mod history;
mod mapping;
mod push;
mod words;

use domain::access::Permission;
use leptos::prelude::*;

use crate::pages::settings::settings;
use crate::router::{paths, set_title};
use crate::session::Session;
use crate::ui::{Notice, Tone};
use connection::Connection;
use history::History;

pub(crate) use mapping::mapping_page;
pub(crate) use push::push_page;

/// The connection with its health.
pub(crate) fn connection_page() -> AnyView {
    let lead =
        "One location of your CRM, into which contacts are pushed. Nothing leaves by itself.";
    settings("CRM", lead, Some(Permission::CrmPush), || {
        view! {
            <Connection />
            <section class="panel">
                <div class="panel-head">
                    <h2>"What goes where"</h2>
                    <a class="button" href=paths::CRM_MAPPING>"Mapping"</a>
                </div>
                <p class="second">
                    "Which field of a contact is written into which of the CRM, and when. Try it on ten of your contacts."
                </p>
            </section>
        }
        .into_any()
    })
}

/// The pushes so far.
pub(crate) fn pushes_page() -> AnyView {
    set_title("Pushes");
    let session = Session::of_page();
    let allowed = Memo::new(move |_| session.allows(Permission::CrmPush));
    let body = move || {
        if allowed.get() {
            return view! { <History /> }.into_any();
        }
        view! {
            <Notice
                tone=Tone::Plain
                title="Your role does not push"
                text="Managers push contacts into the CRM; an Organization Admin can change your role."
            />
        }
        .into_any()
    };
    view! {
        <div class="page crm">
            <div class="page-head">
                <h1>"Pushes"</h1>
                <p class="lead">
                    "Contacts on their way into the CRM, each once. Every push begins with a dry run. "
                    <a href=paths::CRM_CONNECTION>"Connection and mapping"</a>
                </p>
            </div>
            {body}
        </div>
    }
    .into_any()
}
