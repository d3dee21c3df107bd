use domain::list::{List, ListChange, ListContacts};
use domain::search::FilterField;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::super::finder::Finder;
use super::super::selection::is_of_workspace;
use super::add::AddDialog;
use super::remove::RemoveConfirm;
use super::replace::ReplaceDialog;
use crate::api::{Error, lists};
use crate::format;
use crate::pages::commands::{Command, Desk};
use crate::pages::lists::{Form, KnownLists, NameDialog};
use crate::router::Place;
use crate::ui::Toast;

/// How long it can be undone from its message.
pub(super) const UNDO: std::time::Duration = std::time::Duration::from_secs(8);

/// Whether contacts are put in or taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    In,
    Out,
}

/// For what a list is picked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Picking {
    /// The selection goes into it.
    ForSelection,
    /// It gets the search of the page.
    ForSearch,
}

/// What can be done with lists on the page; copies share it.
#[derive(Clone, Copy)]
pub(in super::super) struct ListActs {
    pub(super) finder: Finder,
    pub(super) known: KnownLists,
    /// For what a list is being picked.
    pub(super) picking: RwSignal<Option<Picking>>,
    /// Whether it is asked if all results are to be taken out.
    pub(super) removing: RwSignal<bool>,
    pub(super) busy: RwSignal<bool>,
    naming: RwSignal<Option<Form>>,
}

impl ListActs {
    /// Serves the commands; whoever made a list meanwhile is heard of.
    pub(in super::super) fn start(finder: Finder) -> Self {
        let acts = Self {
            finder,
            known: KnownLists::of_page(),
            picking: RwSignal::new(None),
            removing: RwSignal::new(false),
            busy: RwSignal::new(false),
            naming: RwSignal::new(None),
        };
        acts.known.load();
        let desk = Desk::of_page();
        let add = move |()| acts.ask_addition();
        desk.serve_while(Command::AddToList, move || acts.can_add(), add);
        let can_remove = move || acts.list_of_search().is_some() && acts.can_add();
        desk.serve_while(Command::RemoveFromList, can_remove, move |()| acts.ask_removal());
        desk.serve_while(Command::SaveLiveList, move || acts.can_keep(), move |()| acts.keep());
        let replace = move |()| acts.ask_replacement();
        desk.serve_while(Command::ChangeLiveList, move || acts.can_replace(), replace);
        acts
    }

    /// Those of the page around.
    pub(in super::super) fn of_page() -> Self {
        expect_context()
    }

    /// Whether somebody is picked who can be put into a list.
    pub(in super::super) fn can_add(self) -> bool {
        let picked = self.finder.selection.count(self.finder.total());
        picked > 0 && self.can_keep()
    }

    /// Whether the search can be a live list.
    pub(in super::super) fn can_keep(self) -> bool {
        self.known.may_change() && self.finder.query.with(is_of_workspace)
    }

    /// Whether there is a live list that could have the search.
    pub(in super::super) fn can_replace(self) -> bool {
        self.can_keep() && !self.known.live().is_empty()
    }

    /// Asks which live list has the search from now on.
    pub(in super::super) fn ask_replacement(self) {
        self.picking.set(Some(Picking::ForSearch));
    }

    /// Asks which list the selection goes into.
    pub(in super::super) fn ask_addition(self) {
        self.picking.set(Some(Picking::ForSelection));
    }

    /// Asks for the name under which the search becomes a live list.
    pub(in super::super) fn keep(self) {
        self.naming.set(Some(Form::Live(self.search())));
    }

    /// The list that people fill and that the search shows.
    pub(in super::super) fn list_of_search(self) -> Option<List> {
        let id = self.finder.query.with(|query| {
            let filter = query.filters.iter().find(|filter| filter.field == FilterField::List)?;
            match filter.include.as_slice() {
                [id] => Some(id.clone()),
                _ => None,
            }
        })?;
        self.known.find(&id).filter(|list| list.query.is_none())
    }

    /// Takes the selection out of the list that is shown; of all results it asks first, because nobody
    /// could say afterwards who they were.
    pub(in super::super) fn ask_removal(self) {
        if untrack(move || self.finder.selection.is_all()) {
            self.removing.set(true);
        } else {
            self.remove();
        }
    }

    pub(super) fn remove(self) {
        if let Some(list) = untrack(move || self.list_of_search()) {
            self.change(list, self.picked(), Way::Out);
        }
    }

    /// Puts the selection into a list.
    pub(super) fn add(self, list: List) {
        self.change(list, self.picked(), Way::In);
    }

    fn change(self, list: List, whom: ListContacts, way: Way) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let sent = self.send(&list, &whom, way).await;
            // The page may be gone.
            if self.busy.try_set(false).is_none() && sent.is_ok() {
                self.finder.selection.clear();
                self.picking.set(None);
                self.removing.set(false);
                self.search_again();
            }
            match sent {
                Ok(change) => self.tell(change, whom, way),
                Err(error) => self.known.complain("The list stays as it was.", &error),
            }
        });
    }

    async fn send(self, list: &List, whom: &ListContacts, way: Way) -> Result<ListChange, Error> {
        let client = self.known.session.client();
        match way {
            Way::In => lists::add(client, list.id, whom).await,
            Way::Out => lists::remove(client, list.id, whom).await,
        }
    }

    /// Tells what became of it, with a way back where it is known whom it concerned.
    fn tell(self, change: ListChange, whom: ListContacts, way: Way) {
        let text = in_words(&change, way);
        let list = change.list;
        self.known.take(list.clone());
        let mut toast = Toast::done(text);
        if change.unchanged == 0 && change.changed > 0 && whom.ids.is_some() {
            let undo = move || self.undo(list.clone(), whom.clone(), way);
            toast = toast.with_action("Undo", UNDO, undo);
        }
        self.known.toasts.show(toast);
    }

    fn undo(self, list: List, whom: ListContacts, way: Way) {
        let back = if way == Way::In { Way::Out } else { Way::In };
        spawn_local(async move {
            match self.send(&list, &whom, back).await {
                Ok(change) => {
                    self.known.take(change.list);
                    self.search_again();
                }
                Err(error) => self.known.complain("It was not undone.", &error),
            }
        });
    }

    /// Of a search by lists the results have changed. The page may be gone.
    pub(super) fn search_again(self) {
        let by_lists = self.finder.query.try_with_untracked(|query| {
            query.filters.iter().any(|filter| filter.field == FilterField::List)
        });
        if by_lists == Some(true) {
            self.finder.search();
        }
    }

    fn picked(self) -> ListContacts {
        let selection = self.finder.selection;
        if untrack(move || selection.is_all()) {
            ListContacts { ids: None, search: Some(self.search()) }
        } else {
            ListContacts { ids: Some(untrack(move || selection.ids())), search: None }
        }
    }

    /// The search of the page, as an address has it.
    pub(super) fn search(self) -> String {
        let query = self.finder.query.get_untracked();
        Place { query, ..Place::default() }.to_search()
    }
}

/// `Added 3 contacts to Fair; 1 was in it already`.
fn in_words(change: &ListChange, way: Way) -> String {
    let name = &change.list.name;
    let changed = format::counted(change.changed, "contact");
    let verb = |count: u64| if count == 1 { "was" } else { "were" };
    let mut text = match way {
        Way::In if change.changed == 0 => format!("Nobody new for {name}"),
        Way::In => format!("Added {changed} to {name}"),
        Way::Out => format!("Took {changed} out of {name}"),
    };
    if way == Way::In && change.unchanged > 0 {
        let (count, verb) = (format::count(change.unchanged), verb(change.unchanged));
        text = format!("{text}; {count} {verb} in it already");
    }
    if change.unknown > 0 {
        let (count, verb) = (format::count(change.unknown), verb(change.unknown));
        text = format!("{text}; {count} {verb} deleted meanwhile");
    }
    text
}

/// The questions that the acts ask.
#[component]
pub(in super::super) fn ListDialogs(acts: ListActs) -> impl IntoView {
    view! {
        <AddDialog acts />
        <RemoveConfirm acts />
        <ReplaceDialog acts />
        <NameDialog form=acts.naming />
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Timestamp;
    use domain::list::ListOwner;

    #[test]
    fn it_is_told_what_became_of_each() {
        let change = |changed, unchanged, unknown| ListChange {
            changed,
            unchanged,
            unknown,
            list: List {
                id: "lst_0190a1b2c3d47e5f8a9b0c1d2e3f4a5b".parse().unwrap(),
                name: "Fair".to_owned(),
                query: None,
                contacts: Some(7),
                owner: ListOwner {
                    id: "usr_0190a1b2c3d47e5f8a9b0c1d2e3f4a5b".parse().unwrap(),
                    name: None,
                },
                created_at: Timestamp::from_micros(0),
                updated_at: Timestamp::from_micros(0),
            },
        };
        for (told, way, expected) in [
            ((3, 0, 0), Way::In, "Added 3 contacts to Fair"),
            ((1, 2, 0), Way::In, "Added 1 contact to Fair; 2 were in it already"),
            (
                (0, 1, 1),
                Way::In,
                "Nobody new for Fair; 1 was in it already; 1 was deleted meanwhile",
            ),
            ((2, 4, 0), Way::Out, "Took 2 contacts out of Fair"),
        ] {
            assert_eq!(in_words(&change(told.0, told.1, told.2), way), expected);
        }
    }
}
