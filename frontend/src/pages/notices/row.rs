use domain::notice::Notice;
use leptos::prelude::*;

use super::tray::Tray;
use crate::format;
use crate::pages::search::changes_in_words;
use crate::router::Place;
use crate::ui::{Glyph, Icon, close_menu};

/// One notice: the search that changed, how, and when; it leads there.
pub(super) fn row(tray: Tray, menu: &'static str, notice: Notice) -> impl IntoView {
    let (id, is_new) = (notice.id, notice.read_at.is_none());
    let place = Place { saved: Some(notice.saved_search.id), ..Place::default() };
    let ago = format::ago(notice.created_at, format::now());
    let said = said(&notice);
    let open = move |_| {
        close_menu(menu);
        if is_new {
            tray.mark_read(Some(id));
        }
    };
    view! {
        <li class="notice-line" class:unread=is_new>
            <a href=place.to_path() on:click=open>
                <Icon glyph=Glyph::Star />
                <span class="lines">
                    <span class="first">{notice.saved_search.name}</span>
                    <span class="second">{said} " · " {ago}</span>
                </span>
                {is_new.then(|| view! { <span class="unread-mark"><span class="unseen">"Unread"</span></span> })}
            </a>
        </li>
    }
}

/// What changed; where that is not known, how many there were and are.
fn said(notice: &Notice) -> String {
    let (before, now) = (notice.totals.before, notice.totals.now);
    let totals = || format!("{} results, {} before", format::count(now), format::count(before));
    notice.changes.as_ref().map_or_else(totals, changes_in_words)
}
