//! `/settings/suppression`

mod add;
mod check;
mod list;
mod removals;
mod words;

use domain::access::Permission;
use domain::suppression::Suppression;
use leptos::prelude::*;

use super::feed::Feed;
use super::frame::settings;
use crate::api::suppressions;
use crate::session::Session;
use add::Add;
use check::Check;
use list::List;

const LEAD: &str = "Who must never be stored, exported or pushed again. Only keyed hashes are kept, so nobody can \
    read the list: not you, and not whoever steals it.";

/// What the parts of the page share; copies are the same.
#[derive(Clone, Copy)]
struct Page {
    session: Session,
    feed: Feed<Suppression>,
    total: RwSignal<Option<u64>>,
}

/// The suppression list.
pub(crate) fn suppression_page() -> AnyView {
    settings("Suppression", LEAD, Some(Permission::PrivacyManage), || {
        let session = Session::of_page();
        let (client, total) = (session.client(), RwSignal::new(None));
        let feed = Feed::new(move |cursor| async move {
            let page = suppressions::list(client, cursor).await?;
            total.try_set(Some(page.total));
            Ok((page.suppressions, page.next_cursor))
        });
        feed.restart();
        let page = Page { session, feed, total };
        view! {
            <Add page />
            <Check />
            <List page />
        }
        .into_any()
    })
}
