use domain::access::Permission;
use domain::saved_search::{Changes, SavedSearch};
use leptos::prelude::*;

use super::follow::FollowChoice;
use super::shelf::Shelf;
use crate::format;
use crate::ui::{Button, Glyph, Icon, IconButton};

/// The saved search that is open: its name, what is new in it, and the way to keep what was
/// changed or to leave it.
#[component]
pub(in super::super) fn Opened(shelf: Shelf) -> impl IntoView {
    let opened = Memo::new(move |_| shelf.opened());
    move || opened.get().map(|search| opened_search(shelf, search))
}

fn opened_search(shelf: Shelf, search: SavedSearch) -> impl IntoView {
    let name = search.name.clone();
    let followed = StoredValue::new(search.clone());
    let update = move || {
        (shelf.is_altered(&search) && shelf.may_change(&search)).then(|| {
            view! { <Button label="Update" on_press=move |()| shelf.update_opened() /> }
        })
    };
    let news = move || shelf.changes.get().map(|changes| news(&changes));
    view! {
        <div class="opened" role="group" aria-label="Saved search">
            <Icon glyph=Glyph::Star />
            <strong>{name.clone()}</strong>
            {news}
            {update}
            <Show when=move || shelf.session.allows(Permission::ListsRead)>
                <FollowChoice shelf search=followed.get_value() />
            </Show>
            <IconButton label=format!("Leave {name}") glyph=Glyph::Close on_press=move |()| shelf.leave() />
        </div>
    }
}

fn news(changes: &Changes) -> impl IntoView + use<> {
    let since = format!("Since you looked {}", format::ago(changes.since, format::now()));
    let is_news = changes.new + changes.gone + changes.changed != 0;
    view! { <span class="news" class:none=!is_news title=since>{changes_in_words(changes)}</span> }
}

/// `2 new, 1 changed`, of what happened.
pub(crate) fn changes_in_words(changes: &Changes) -> String {
    let figures = [(changes.new, "new"), (changes.gone, "gone"), (changes.changed, "changed")];
    let told: Vec<String> = figures
        .into_iter()
        .filter(|(figure, _)| *figure != 0)
        .map(|(figure, word)| format!("{} {word}", format::count(figure)))
        .collect();
    if told.is_empty() { "nothing new".to_owned() } else { told.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Timestamp;

    #[test]
    fn only_what_happened_is_told() {
        let changes =
            |new, gone, changed| Changes { new, gone, changed, since: Timestamp::from_micros(0) };
        assert_eq!(changes_in_words(&changes(0, 0, 0)), "nothing new");
        assert_eq!(changes_in_words(&changes(2, 0, 1)), "2 new, 1 changed");
    }
}
