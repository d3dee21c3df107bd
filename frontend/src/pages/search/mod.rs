//! `/search`: the box, the facets, the list, and one contact beside it.

mod bar;
mod chips;
mod dates;
mod deletions;
mod drawer;
mod export;
mod facet_finder;
mod facets;
mod finder;
mod highlight;
mod hint;
mod hits;
mod labels;
mod layout;
mod layout_menu;
mod layouts;
mod listing;
mod missing;
mod place;
mod profile;
mod push;
mod results;
mod row;
mod row_badges;
mod saved;
mod search_box;
mod selection;
mod selection_bar;
mod sorting;
mod stretch;
mod suggestions;
mod understood;

pub(crate) use deletions::Deletions;
pub(crate) use saved::changes_in_words;

use domain::ContactId;
use domain::contact::Contact;
use leptos::prelude::*;

use crate::router::set_title;
use crate::session::Session;
use crate::ui::{Dialog, Shape};
use finder::Finder;
use place::SearchPlace;

/// The home of everybody who is signed in.
pub(crate) fn search_page() -> AnyView {
    set_title("Search");
    let place = SearchPlace::start();
    let finder = Finder::start(Session::of_page().client(), Deletions::of_page(), place.first());
    place.follow(finder);
    provide_context(finder);
    finder.serve();
    let missing = missing::Missing::start();
    provide_context(missing);
    let lists = listing::ListActs::start(finder);
    provide_context(lists);
    let shelf = saved::Shelf::start(finder);
    let sheet = RwSignal::new(false);
    let open_contact = Callback::new(move |id: ContactId| place.open(Some(id)));
    view! {
        <div class="search-page">
            <h1 class="unseen">"Search contacts"</h1>
            <aside class="facets-panel" aria-label="Filters">
                <facets::FacetList finder />
            </aside>
            <div class="search-main">
                <search_box::SearchBox finder />
                <bar::ResultBar finder shelf on_filters=move |()| sheet.set(true) />
                <results::Results finder on_open=open_contact />
            </div>
        </div>
        <Dialog
            open=sheet
            on_close=move |()| sheet.set(false)
            label="Filters"
            shape=Shape::Sheet
        >
            <facets::FacetSheet finder on_close=move |()| sheet.set(false) />
        </Dialog>
        <drawer::ContactDrawer place finder />
        <missing::MissingDialog missing finder on_open=move |contact: Contact| place.open(Some(contact.id)) />
        <listing::ListDialogs acts=lists />
        <saved::SaveDialog shelf />
        <saved::StopMails shelf />
    }
    .into_any()
}
