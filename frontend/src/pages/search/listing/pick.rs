use domain::list::List;
use domain::value::fold;
use leptos::prelude::*;

use super::ListActs;
use super::acts::Picking;
use crate::pages::commands::Command;
use crate::ui::{Dialog, Shape};

/// Lists that are offered at once, at most.
const OFFERED: usize = 50;

/// Asks for a list while one is being picked for this.
#[component]
pub(super) fn PickDialog(
    acts: ListActs,
    picking: Picking,
    command: Command,
    children: ChildrenFn,
) -> impl IntoView {
    view! {
        <Dialog
            open=Signal::derive(move || acts.picking.get() == Some(picking))
            on_close=move |()| acts.picking.set(None)
            label=command.label().to_owned()
            shape=Shape::Palette
        >
            {children()}
        </Dialog>
    }
}

/// Those that are meant by what was typed.
pub(super) fn meant(mut lists: Vec<List>, typed: &str) -> Vec<List> {
    let like = fold(typed);
    lists.retain(|list| fold(&list.name).contains(&like));
    lists.truncate(OFFERED);
    lists
}
