//! `/imports`: a place to drop a file, and what became of earlier ones.

mod drop_area;
mod history;
pub(super) mod words;

use domain::access::Permission;
use leptos::prelude::*;

use crate::router::set_title;
use crate::session::Session;
use crate::ui::{Notice, Tone};
use drop_area::DropArea;
use history::History;

/// Uploads a file, and lists the imports so far.
pub(crate) fn imports_page() -> AnyView {
    set_title("Imports");
    let session = Session::of_page();
    let may_import = move || session.allows(Permission::ImportsStage);
    view! {
        <div class="page">
            <div class="page-head">
                <h1>"Imports"</h1>
                <p class="lead">"Bring contacts in from a file. Nothing is written before you have seen what would happen."</p>
            </div>
            <Show
                when=may_import
                fallback=|| view! {
                    <Notice
                        tone=Tone::Plain
                        title="Your role does not import"
                        text="Ask an Organization Admin for the role of a member."
                    />
                }
            >
                <DropArea />
            </Show>
            <History />
        </div>
    }
    .into_any()
}
