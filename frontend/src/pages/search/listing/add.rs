use domain::list::{List, NewList};
use domain::value::{fold, line};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::ListActs;
use super::acts::Picking;
use crate::api::lists;
use crate::format;
use crate::pages::commands::Command;
use crate::ui::{Dialog, Glyph, PickGroup, PickOption, Picker, Shape};

/// Lists that are offered at once, at most.
const OFFERED: usize = 50;

/// Asks which list the selection goes into: one that there is, or a new one.
#[component]
pub(super) fn AddDialog(acts: ListActs) -> impl IntoView {
    view! {
        <Dialog
            open=Signal::derive(move || acts.picking.get() == Some(Picking::ForSelection))
            on_close=move |()| acts.picking.set(None)
            label=Command::AddToList.label().to_owned()
            shape=Shape::Palette
        >
            <Choice acts />
        </Dialog>
    }
}

#[component]
fn Choice(acts: ListActs) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let meant = Memo::new(move |_| {
        let like = fold(&text.get());
        let mut meant = acts.known.filled();
        meant.retain(|list| fold(&list.name).contains(&like));
        meant.truncate(OFFERED);
        meant
    });
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
