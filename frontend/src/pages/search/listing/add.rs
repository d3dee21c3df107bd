use domain::list::{List, NewList};
use domain::value::{fold, line};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::ListActs;
use super::acts::Picking;
use super::pick::{PickDialog, meant};
use crate::api::lists;
use crate::format;
use crate::pages::commands::Command;
use crate::ui::{Glyph, PickGroup, PickOption, Picker};

/// Asks which list the selection goes into: one that there is, or a new one.
#[component]
pub(super) fn AddDialog(acts: ListActs) -> impl IntoView {
    view! {
        <PickDialog acts picking=Picking::ForSelection command=Command::AddToList>
            <Choice acts />
        </PickDialog>
    }
}

#[component]
fn Choice(acts: ListActs) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let meant = Memo::new(move |_| meant(acts.known.filled(), &text.get()));
    let groups = Signal::derive(move || {
        let known = meant.get().into_iter().map(option).collect();
        let new = new_name(&text.get(), &acts.known.filled()).map(|name| PickOption {
            glyph: Glyph::Plus,
            words: format!("New list “{name}”"),
            second: String::new(),
            key: "",
        });
        vec![
            PickGroup { label: "Lists", options: known },
            PickGroup { label: "New", options: new.into_iter().collect() },
        ]
    });
    let pick = move |place: usize| {
        if let Some(list) = meant.with_untracked(|meant| meant.get(place).cloned()) {
            acts.add(list);
        } else if let Some(name) = untrack(|| new_name(&text.get(), &acts.known.filled())) {
            make(acts, name);
        }
    };
    let nothing = Signal::derive(move || {
        let typed = text.with(|typed| line(typed).is_empty());
        if typed { "Type the name of a new list." } else { "" }.to_owned()
    });
    view! {
        <Picker
            id="add-to-list"
            label="Add to list"
            placeholder="A list, or the name of a new one"
            text
            groups
            on_pick=pick
            nothing
        />
    }
}

fn option(list: List) -> PickOption {
    let second = list.contacts.map(|count| format::counted(count, "contact")).unwrap_or_default();
    PickOption { glyph: Glyph::List, words: list.name, second, key: "" }
}

/// The name of the list that would be made; none if one is called so.
fn new_name(typed: &str, known: &[List]) -> Option<String> {
    let name = line(typed);
    let is_known = known.iter().any(|list| fold(&list.name) == fold(&name));
    (!name.is_empty() && !is_known).then_some(name)
}

fn make(acts: ListActs, name: String) {
    let client = acts.known.session.client();
    spawn_local(async move {
        match lists::create(client, &NewList { name, query: None }).await {
            Ok(list) => {
                acts.known.take(list.clone());
                acts.add(list);
            }
            Err(error) => acts.known.complain("The list was not made.", &error),
        }
    });
}
