use domain::Patch;
use domain::SavedSearchId;
use domain::access::Permission;
use domain::saved_search::{Changes, Notify, SavedSearch, SavedSearchPatch};
use domain::search::SearchQuery;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::super::finder::Finder;
use super::super::layout::Layout;
use super::menu::MENU;
use crate::api::{Error, saved_searches};
use crate::pages::commands::{Command, Desk};
use crate::router::Place;
use crate::session::Session;
use crate::ui::{Toast, Toasts, toggle_popover};

/// How long a deletion can be undone from its message.
const UNDO: std::time::Duration = std::time::Duration::from_secs(8);

/// Which search the form is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Form {
    /// That of the page, under a new name.
    New,
    /// One that is kept already.
    Of(SavedSearchId),
}

/// The saved searches of the page; copies share them.
#[derive(Clone, Copy)]
pub(in super::super) struct Shelf {
    pub(super) session: Session,
    pub(super) toasts: Toasts,
    pub(super) finder: Finder,
    /// Pinned ones first.
    pub(super) all: RwSignal<Vec<SavedSearch>>,
    /// What became of the open one since the last look.
    pub(super) changes: RwSignal<Option<Changes>>,
    /// The form that is open.
    pub(super) form: RwSignal<Option<Form>>,
}

impl Shelf {
    /// Fetches them, and opens the one that the address names, or else the default one if the page
    /// was opened without a search.
    pub(in super::super) fn start(finder: Finder) -> Self {
        let shelf = Self {
            session: Session::of_page(),
            toasts: Toasts::of_page(),
            finder,
            all: RwSignal::new(Vec::new()),
            changes: RwSignal::new(None),
            form: RwSignal::new(None),
        };
        let is_bare = move || finder.query.with_untracked(|query| *query == SearchQuery::default());
        spawn_local(async move {
            // Without them, the page searches as well.
            let Ok(answer) = saved_searches::list(shelf.session.client()).await else { return };
            if shelf.all.try_set(sorted(answer.saved_searches)).is_some() {
                return;
            }
            let named = finder.saved.get_untracked();
            let found = shelf.all.with_untracked(|all| {
                let wanted = |one: &&SavedSearch| match named {
                    Some(id) => one.id == id,
                    None => one.is_default && is_bare(),
                };
                all.iter().find(wanted).cloned()
            });
            match found {
                Some(search) if is_bare() => shelf.open(&search),
                Some(_) => {}
                None => finder.saved.set(None),
            }
        });
        shelf.follow_opened();
        shelf.serve();
        shelf
    }

    /// Whichever way one is opened: it shows its layout, and what is new in it.
    fn follow_opened(self) {
        let opened = Memo::new(move |_| self.opened().map(|search| search.id));
        Effect::new(move |before: Option<Option<SavedSearchId>>| {
            let now = opened.get();
            if before != Some(now) {
                let search = untrack(move || self.opened());
                let has_left = before.flatten().is_some();
                if search.is_some() || has_left {
                    self.finder.layouts.show(search.as_ref().and_then(layout_of));
                }
                match search {
                    Some(search) => {
                        // A link to it may be its id alone.
                        if self.finder.query.with_untracked(|now| *now == SearchQuery::default()) {
                            self.finder.query.set(Place::from_search(&search.query).query);
                        }
                        self.look(search.id);
                    }
                    None => self.changes.set(None),
                }
            }
            now
        });
    }

    fn serve(self) {
        let desk = Desk::of_page();
        let may = move || self.session.allows(Permission::ListsWrite);
        let may_update =
            move || self.opened().is_some_and(|one| self.is_altered(&one) && self.may_change(&one));
        desk.serve(Command::SavedSearches, |()| toggle_popover(MENU));
        desk.serve_while(Command::SaveSearch, may, move |()| self.form.set(Some(Form::New)));
        desk.serve_while(Command::UpdateSaved, may_update, move |()| self.update_opened());
        let is_open = move || self.opened().is_some();
        desk.serve_while(Command::LeaveSaved, is_open, move |()| self.leave());
    }

    /// The open one.
    pub(super) fn opened(self) -> Option<SavedSearch> {
        let id = self.finder.saved.get()?;
        self.all.with(|all| all.iter().find(|one| one.id == id).cloned())
    }

    /// Whether the page no longer asks what the open one does, or shows it in another layout.
    pub(super) fn is_altered(self, search: &SavedSearch) -> bool {
        let asks_else =
            self.finder.query.with(|query| *query != Place::from_search(&search.query).query);
        let is_laid_out = layout_of(search)
            .is_none_or(|layout| self.finder.layout.with(|shown| *shown == layout));
        asks_else || !is_laid_out
    }

    /// Whether the person may change it, beside pinning it.
    pub(super) fn may_change(self, search: &SavedSearch) -> bool {
        let is_own = self.session.me().is_some_and(|me| me.user.id == search.owner.id);
        let is_admin = self.session.allows(Permission::SettingsManage);
        self.session.allows(Permission::ListsWrite) && (is_own || is_admin)
    }

    /// Shows what it finds.
    pub(super) fn open(self, search: &SavedSearch) {
        self.finder.saved.set(Some(search.id));
        self.finder.query.set(Place::from_search(&search.query).query);
    }

    /// Takes one that was just made for the open one.
    pub(super) fn adopt(self, search: &SavedSearch) {
        self.finder.saved.try_set(Some(search.id));
    }

    /// Leaves the open one, to a search without words.
    pub(super) fn leave(self) {
        self.finder.saved.set(None);
        self.changes.set(None);
        self.finder.query.set(SearchQuery::default());
    }

    /// Asks what is new in it, and notes that it was looked at.
    fn look(self, id: SavedSearchId) {
        self.changes.set(None);
        let client = self.session.client();
        spawn_local(async move {
            // The figures are a courtesy, as is the note.
            let found = saved_searches::find(client, id).await;
            if let Ok(found) = found
                && self.finder.saved.try_get_untracked() == Some(Some(id))
            {
                self.changes.try_set(found.changes);
                let _ = saved_searches::note_seen(client, id).await;
            }
        });
    }

    /// Makes the open one what the page asks now.
    pub(super) fn update_opened(self) {
        let Some(id) = self.finder.saved.get_untracked() else { return };
        let (columns, density) = self.finder.layout.with_untracked(Layout::to_saved);
        let patch = SavedSearchPatch {
            query: Some(self.query()),
            columns: Patch::Set(columns),
            density: Patch::Set(density),
            ..SavedSearchPatch::default()
        };
        self.change(id, patch);
    }

    /// What the page asks, as an address has it.
    pub(super) fn query(self) -> String {
        Place { query: self.finder.query.get_untracked(), ..Place::default() }.to_search()
    }

    /// Sends a change and shows it.
    pub(super) fn change(self, id: SavedSearchId, patch: SavedSearchPatch) {
        let (is_of_query, is_notify) = (patch.query.is_some(), patch.is_notify());
        spawn_local(async move {
            match saved_searches::update(self.session.client(), id, &patch).await {
                Ok(search) => {
                    if is_notify {
                        self.toasts.show(Toast::done(told(search.notify)));
                    }
                    if is_of_query {
                        self.toasts.show(Toast::done(format!("Updated {}", search.name)));
                        self.changes.try_set(None);
                    }
                    self.take(search);
                }
                Err(error) => self.complain("The search is as it was.", &error),
            }
        });
    }

    /// Takes in one that was made or changed.
    pub(super) fn take(self, search: SavedSearch) {
        self.all.try_update(|all| {
            for one in all.iter_mut().filter(|one| one.id != search.id) {
                // One opens first at most.
                one.is_default &= !search.is_default;
            }
            all.retain(|one| one.id != search.id);
            all.push(search);
            *all = sorted(std::mem::take(all));
        });
    }

    /// Deletes one, with a way back.
    pub(super) fn delete(self, search: &SavedSearch) {
        let (id, client, search) = (search.id, self.session.client(), search.clone());
        spawn_local(async move {
            if let Err(error) = saved_searches::delete(client, id).await {
                return self.complain("The search was not deleted.", &error);
            }
            self.all.try_update(|all| all.retain(|one| one.id != id));
            if self.finder.saved.try_get_untracked() == Some(Some(id)) {
                self.finder.saved.set(None);
                self.changes.set(None);
            }
            let text = format!("Deleted {}", search.name);
            let undo = move || self.restore(search.clone());
            self.toasts.show(Toast::done(text).with_action("Undo", UNDO, undo));
        });
    }

    fn restore(self, search: SavedSearch) {
        spawn_local(async move {
            match saved_searches::restore(self.session.client(), search.id).await {
                Ok(()) => self.take(search),
                Err(error) => self.complain("The search stays deleted.", &error),
            }
        });
    }

    fn complain(self, what: &str, error: &Error) {
        self.toasts.show(Toast::failed(format!("{what} {error}")));
    }
}

fn told(notify: Notify) -> &'static str {
    match notify {
        Notify::None => "You are told nothing of this search.",
        Notify::App => "You are told here what changes in this search.",
        Notify::Mail => "You are told here and by mail what changes in this search.",
    }
}

/// The layout that one was saved with.
fn layout_of(search: &SavedSearch) -> Option<Layout> {
    Layout::of_saved(search.columns.as_deref(), search.density.as_deref())
}

/// Pinned ones first, then by name.
fn sorted(mut all: Vec<SavedSearch>) -> Vec<SavedSearch> {
    all.sort_by_key(|one| (!one.is_pinned, one.name.to_lowercase()));
    all
}
