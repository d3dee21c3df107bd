use domain::import::Import;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::words;
use crate::api::{Error, imports};
use crate::format;
use crate::pages::trouble::Trouble;
use crate::router::paths;
use crate::session::Session;
use crate::ui::{Badge, Button, Empty, Glyph, Icon, Skeleton};

/// Imports so far, newest first.
#[component]
pub(super) fn History() -> impl IntoView {
    let list = RwSignal::new(None::<Vec<Import>>);
    let next = RwSignal::new(None::<String>);
    let error = RwSignal::new(None::<Error>);
    let client = Session::of_page().client();
    let load = move || {
        let cursor = next.get_untracked();
        spawn_local(async move {
            match imports::list(client, cursor).await {
                Ok(page) => {
                    list.try_update(|list| {
                        list.get_or_insert_default().extend(page.imports);
                    });
                    next.try_set(page.next_cursor);
                    error.try_set(None);
                }
                Err(problem) => {
                    error.try_set(Some(problem));
                }
            }
        });
    };
    load();
    let body = move || {
        match list.get() {
        None if error.with(Option::is_some) => ().into_any(),
        None => view! { <Skeleton lines=5 /> }.into_any(),
        Some(imports) if imports.is_empty() => view! {
            <Empty
                glyph=Glyph::File
                title="No imports yet"
                text="Upload a file above. You will see every row and its fate before anything is written."
            />
        }
        .into_any(),
        Some(imports) => {
            let rows = imports.iter().map(row).collect_view();
            view! { <ul class="history" aria-label="Earlier imports">{rows}</ul> }.into_any()
        }
    }
    };
    view! {
        <section class="history-section">
            <h2>"Earlier imports"</h2>
            {move || error.get().map(|error| view! { <Trouble error on_retry=move |()| load() /> })}
            {body}
            <Show when=move || next.with(Option::is_some)>
                <Button label="Show more" on_press=move |()| load() />
            </Show>
        </section>
    }
}

fn row(import: &Import) -> impl IntoView + use<> {
    let (text, tone) = words::import(import);
    let rows = import.rows;
    let figures = if rows.total == 0 {
        format::bytes(import.source.bytes)
    } else {
        format!(
            "{} · {} new · {} updated",
            format::counted(rows.total, "row"),
            format::count(rows.new),
            format::count(rows.update)
        )
    };
    let problems = (rows.invalid > 0).then(|| format!("{} invalid", format::count(rows.invalid)));
    let kept = import.undo.filter(|undo| undo.kept > 0);
    let kept = kept.map(|undo| format!(" · {} kept", format::count(undo.kept)));
    view! {
        <li>
            <a class="history-row" href=paths::import(import.id)>
                <span class="history-mark"><Icon glyph=Glyph::File /></span>
                <span class="lines">
                    <span class="first">{import.source.file_name.clone()}</span>
                    <span class="second">
                        {figures}
                        {problems.map(|text| view! { " · " <span class="bad">{text}</span> })}
                        {kept}
                    </span>
                </span>
                <span class="history-day">{format::day(import.created_at)}</span>
                <Badge text tone />
            </a>
        </li>
    }
}
