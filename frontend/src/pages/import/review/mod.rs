//! Every row with its fate, before anything is written.

mod bulk;
mod commit;
mod filters;
mod limits;

use domain::access::Permission;
use leptos::prelude::*;

use super::Current;
use super::rows::{RowPlace, RowTable, Rows};
use crate::session::Session;
use bulk::Bulk;
use commit::CommitPanel;
use filters::Filters;
pub(super) use filters::{ErrorFile, FateTabs};

/// The rows, what to do about them, and the commit.
#[component]
pub(super) fn Review(current: Current) -> impl IntoView {
    let place = RowPlace::of_page(current.id);
    let rows = Rows::start(current, place.filter.into(), false);
    let is_editable = Session::of_page().allows(Permission::ImportsStage);
    view! {
        <CommitPanel current />
        <section class="panel rows-panel">
            <FateTabs current place />
            <div class="rows-tools">
                <Filters current place />
                {is_editable.then(|| view! { <Bulk current place rows /> })}
            </div>
            <RowTable rows label="Rows of the file" is_editable />
            {is_editable.then(|| view! {
                <p class="keys-help">
                    <kbd>"Enter"</kbd>" edits a cell, "<kbd>"Esc"</kbd>" leaves it, "<kbd>"s"</kbd>" leaves a row out."
                </p>
            })}
        </section>
    }
}
