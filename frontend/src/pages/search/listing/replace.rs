use domain::list::{List, ListPatch};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::ListActs;
use super::acts::{Picking, UNDO};
use super::pick::{PickDialog, meant};
use crate::api::{Error, lists};
use crate::pages::commands::Command;
use crate::ui::{Glyph, PickGroup, PickOption, Picker, Toast};

/// Asks which live list has the search of the page from now on.
#[component]
pub(super) fn ReplaceDialog(acts: ListActs) -> impl IntoView {
    view! {
        <PickDialog acts picking=Picking::ForSearch command=Command::ChangeLiveList>
            <Choice acts />
        </PickDialog>
    }
}

#[component]
fn Choice(acts: ListActs) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let meant = Memo::new(move |_| meant(acts.known.live(), &text.get()));
    let groups = Signal::derive(move || {
        let options = meant.get().into_iter().map(|list| PickOption {
            glyph: Glyph::Search,
            words: list.name,
            second: "gets this search".to_owned(),
            key: "",
        });
        vec![PickGroup { label: "Live lists", options: options.collect() }]
    });
    let pick = move |place: usize| {
        if let Some(list) = meant.with_untracked(|meant| meant.get(place).cloned()) {
            replace(acts, list);
        }
    };
    view! {
        <Picker
            id="change-live-list"
            label="Change a live list"
            placeholder="Whose search is it?"
            text
            groups
            on_pick=pick
            nothing=Signal::derive(|| "No live list is called so.".to_owned())
        />
    }
}

/// Gives a list the search of the page, with a way back to the one that it had.
fn replace(acts: ListActs, list: List) {
    let (search, before) = (acts.search(), list.query.clone());
    acts.picking.set(None);
    spawn_local(async move {
        match keep(acts, &list, search).await {
            Ok(changed) => {
                let text = format!("{} has this search now", changed.name);
                let undo = move || {
                    let (list, before) = (list.clone(), before.clone().unwrap_or_default());
                    spawn_local(async move {
                        if let Err(error) = keep(acts, &list, before).await {
                            acts.known.complain("It was not undone.", &error);
                        }
                    });
                };
                acts.known.toasts.show(Toast::done(text).with_action("Undo", UNDO, undo));
            }
            Err(error) => acts.known.complain("The list stays as it was.", &error),
        }
    });
}

async fn keep(acts: ListActs, list: &List, query: String) -> Result<List, Error> {
    let patch = ListPatch { name: None, query: Some(query) };
    let changed = lists::update(acts.known.session.client(), list.id, &patch).await?;
    acts.known.take(changed.clone());
    acts.search_again();
    Ok(changed)
}
