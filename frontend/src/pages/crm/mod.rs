//! `/crm`: the connection, what goes where, and pushes.

mod advice;
mod connection;
mod facts;
mod history;
mod mapping;
mod push;
mod words;

use domain::access::Permission;
use leptos::prelude::*;

use crate::router::{paths, set_title};
use crate::session::Session;
use crate::ui::{Notice, Tone};
use connection::Connection;
use history::History;

pub(crate) use mapping::mapping_page;
pub(crate) use push::push_page;

/// The connection with its health, and the pushes so far.
pub(crate) fn crm_page() -> AnyView {
    set_title("CRM");
    let lead = "Push contacts into your CRM, each once. Every push begins with a dry run, and nothing leaves by itself.";
    for_pushers("CRM", lead, || {
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
            <History />
        }
        .into_any()
    })
}

/// A page for those who push or connect; others read who does.
fn for_pushers(title: &'static str, lead: &'static str, page: fn() -> AnyView) -> AnyView {
    let session = Session::of_page();
    let allowed = Memo::new(move |_| {
        session.allows(Permission::CrmPush) || session.allows(Permission::CrmConnect)
    });
    let body = move || {
        if allowed.get() {
            return page();
        }
        view! {
            <Notice
                tone=Tone::Plain
                title="Your role does not open this page"
                text="Managers push contacts into the CRM; an Organization Admin can change your role."
            />
        }
        .into_any()
    };
    view! {
        <div class="page crm">
            <div class="page-head">
                <h1>{title}</h1>
                <p class="lead">{lead}</p>
            </div>
            {body}
        </div>
    }
    .into_any()
}
