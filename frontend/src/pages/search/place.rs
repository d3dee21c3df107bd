//! The address bar and the search, kept alike. The search leads: it reacts to every key at
//! once, and the address follows when the typing pauses; back and forward lead the search.

use std::time::Duration;

use domain::ContactId;
use domain::partition::Layer;
use domain::search::FilterField;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use super::finder::Finder;
use crate::pages::commands::{Command, Desk};
use crate::router::{LastSearch, Place};
use crate::ui::Timer;

/// How long the typing must pause before the address follows; browsers refuse to change it
/// more often than some hundred times in half a minute.
const PAUSE: Duration = Duration::from_millis(350);

type Navigate = Box<dyn Fn(&str, NavigateOptions)>;

/// What the address bar says; copies share it.
#[derive(Clone, Copy)]
pub(super) struct SearchPlace {
    search: Memo<String>,
    navigate: StoredValue<Navigate, LocalStorage>,
    /// What the address was last set to, or found at.
    known: StoredValue<String>,
    timer: Timer,
    /// What the search was last known to be; without a contact.
    shown: StoredValue<Place>,
}

impl SearchPlace {
    /// Reads the address that the page was opened with.
    pub(super) fn start() -> Self {
        let search = use_location().search;
        let navigate: Navigate = Box::new(use_navigate());
        let first = search.get_untracked();
        Self {
            search,
            navigate: StoredValue::new_local(navigate),
            shown: StoredValue::new(without_contact(&first)),
            known: StoredValue::new(first),
            timer: Timer::new(),
        }
    }

    /// What the page was opened to search for.
    pub(super) fn first(self) -> Place {
        self.shown.get_value()
    }

    /// The contact that the address opens.
    pub(super) fn contact(self) -> Option<ContactId> {
        self.search.with(|search| Place::from_search(search).contact)
    }

    /// Opens a contact beside the list, or closes it. Closing replaces the entry in the
    /// history, so that "back" does not open what was just closed.
    pub(super) fn open(self, contact: Option<ContactId>) {
        let shown = self.shown.get_value();
        self.write(&Place { contact, ..shown }, contact.is_none());
    }

    /// Ties the search and the address together.
    pub(super) fn follow(self, finder: Finder) {
        let last = LastSearch::of_page();
        Effect::new(move |_| {
            let search = self.search.get();
            last.remember(&search);
            if self.known.get_value() != search {
                self.timer.stop();
                let shown = without_contact(&search);
                self.known.set_value(search);
                self.shown.set_value(shown.clone());
                if finder.saved.get_untracked() != shown.saved {
                    finder.saved.set(shown.saved);
                }
                if finder.query.with_untracked(|now| *now != shown.query) {
                    finder.query.set(shown.query);
                }
            }
        });
        Effect::new(move |_| {
            let place = finder.place();
            let before = self.shown.get_value();
            if place == before {
                return;
            }
            let typing = place.query.text != before.query.text && {
                let mut other = before;
                other.query.text.clone_from(&place.query.text);
                other == place
            };
            self.shown.set_value(place.clone());
            self.timer.stop();
            let contact = untrack(move || self.contact());
            let write = move || self.write(&Place { contact, ..place }, typing);
            if typing {
                self.timer.start(PAUSE, write);
            } else {
                write();
            }
        });
    }

    fn write(self, place: &Place, replace: bool) {
        self.timer.stop();
        self.known.set_value(place.to_search());
        let options = NavigateOptions { replace, scroll: false, ..NavigateOptions::default() };
        self.navigate.with_value(|navigate| navigate(&place.to_path(), options));
    }
}

fn without_contact(search: &str) -> Place {
    Place { contact: None, ..Place::from_search(search) }
}

/// What the buttons of facets and chips do to a query, and the commands of the same name.
impl Finder {
    /// What is asked, as an address has it.
    pub(super) fn place(self) -> Place {
        Place { query: self.query.get(), contact: None, saved: self.saved.get() }
    }

    /// Adds a value to a filter (with a leading `-`, excludes it), or takes it out again.
    pub(super) fn toggle(self, field: FilterField, value: &str, exclude: bool) {
        self.query.update(|query| {
            let filter = query.filters.iter().find(|filter| filter.field == field);
            let list = filter.map(|filter| if exclude { &filter.exclude } else { &filter.include });
            let had = list.is_some_and(|list| list.iter().any(|known| known == value));
            query.remove(field, value);
            if !had {
                let sign = if exclude { "-" } else { "" };
                query.add(field, &format!("{sign}{value}"));
            }
        });
    }

    /// Serves what concerns the query as a whole.
    pub(super) fn serve(self) {
        let desk = Desk::of_page();
        let is_filtered = move || self.query.with(|query| !query.filters.is_empty());
        desk.serve_while(Command::ClearFilters, is_filtered, move |()| self.clear_filters());
        let scopes = [
            (Command::SearchDirectory, Layer::Directory),
            (Command::SearchWorkspace, Layer::Workspace),
        ];
        for (command, scope) in scopes {
            let is_elsewhere = move || self.query.with(|query| query.scope != scope);
            let look = move |()| self.query.update(|query| query.scope = scope);
            desk.serve_while(command, is_elsewhere, look);
        }
    }

    /// Takes all filters away; the text stays.
    pub(super) fn clear_filters(self) {
        self.query.update(|query| query.filters.clear());
    }
}
