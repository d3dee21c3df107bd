use leptos::prelude::*;

use super::row::row;
use super::tray::Tray;
use crate::format;
use crate::pages::commands::{Command, Desk};
use crate::pages::trouble::Trouble;
use crate::ui::{Button, Glyph, Icon, Look, Skeleton, toggle_popover};

const MENU: &str = "notices";

/// The bell with the number of unread notices, and their list below it.
#[component]
pub(crate) fn Bell() -> impl IntoView {
    let tray = Tray::start();
    Desk::of_page().serve(Command::Notices, |()| toggle_popover(MENU));
    let unread = tray.unread;
    let name = move || match unread.get() {
        0 => "Notices".to_owned(),
        some => format!("Notices, {} unread", format::count(some)),
    };
    let figure = move || {
        let shown = match unread.get() {
            0 => return None,
            some @ 1..100 => some.to_string(),
            _ => "99+".to_owned(),
        };
        Some(view! { <span class="bell-count" aria-hidden="true">{shown}</span> })
    };
    view! {
        <button
            type="button"
            class="button quiet only-icon bell"
            popovertarget=MENU
            aria-label=name
            title=name
        >
            <Icon glyph=Glyph::Bell />
            {figure}
        </button>
        <div
            id=MENU
            class="popover notices"
            popover="auto"
            role="group"
            aria-label="Notices"
            on:beforetoggle=move |_: leptos::ev::Event| tray.fetch()
        >
            <div class="notices-head">
                <h2>"Notices"</h2>
                <Show when=move || unread.get() != 0>
                    <Button label="Mark all read" look=Look::Quiet on_press=move |()| tray.mark_read(None) />
                </Show>
            </div>
            {move || tray.error.get().map(|error| view! { <Trouble error /> })}
            {move || list(tray)}
            <Show when=move || tray.next.with(Option::is_some)>
                <Button label="Show older ones" look=Look::Quiet on_press=move |()| tray.fetch_more() />
            </Show>
        </div>
    }
}

fn list(tray: Tray) -> AnyView {
    match tray.notices.get() {
        None => view! { <Skeleton lines=3 /> }.into_any(),
        Some(all) if all.is_empty() => {
            view! { <p class="none">"Nothing yet. Follow a saved search to be told what changes in it."</p> }
                .into_any()
        }
        Some(all) => {
            let rows = all.into_iter().map(|notice| row(tray, MENU, notice)).collect_view();
            view! { <ul class="notice-lines" aria-label="Notices, newest first">{rows}</ul> }.into_any()
        }
    }
}
