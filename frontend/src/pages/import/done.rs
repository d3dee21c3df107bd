use domain::import::{Import, ImportState, RowFilter, UndoCounts};
use leptos::prelude::*;

use super::Current;
use super::review::{ErrorFile, FateTabs};
use super::rows::{RowPlace, RowTable, Rows};
use super::undo::UndoButton;
use crate::format;
use crate::router::paths;
use crate::ui::{Empty, Glyph, Notice, Tone};

/// How an import ended.
#[component]
pub(super) fn Done(current: Current, import: Import) -> impl IntoView {
    match import.state {
        ImportState::Committed => view! { <Committed current import /> }.into_any(),
        ImportState::Undone => view! { <Undone current import /> }.into_any(),
        ImportState::Failed => {
            let text = import.error.unwrap_or_else(|| "Upload the file again.".to_owned());
            view! {
                <Notice tone=Tone::Bad title="The import stopped" text>
                    <a class="button" href=paths::IMPORTS>"Upload the file again"</a>
                </Notice>
            }
            .into_any()
        }
        _ => view! {
            <section class="panel">
                <Empty
                    glyph=Glyph::File
                    title="This import was given up"
                    text="Nothing of it is in your workspace. The file can be uploaded again."
                >
                    <a class="button primary" href=paths::IMPORTS>"Upload a file"</a>
                </Empty>
            </section>
        }
        .into_any(),
    }
}

#[component]
fn Committed(current: Current, import: Import) -> impl IntoView {
    let rows = import.rows;
    let figures = [
        (rows.new, "created"),
        (rows.update, "updated"),
        (rows.duplicate, "said nothing new"),
        (rows.invalid, "could not be accepted"),
        (rows.suppressed, "held back: must not be stored"),
        (rows.skipped, "left out by you"),
    ];
    let is_wrong = rows.invalid > 0;
    let place = RowPlace::of_page(current.id);
    let list = Rows::start(current, place.filter.into(), false);
    view! {
        <section class="panel">
            <Empty glyph=Glyph::Check title="Your contacts are here" text="They can be found at once, and the whole import can be undone at any time.">
                <a class="button primary" href=paths::SEARCH>"Search these contacts"</a>
                <a class="button" href=paths::IMPORTS>"Upload another file"</a>
                <UndoButton current state=ImportState::Committed />
            </Empty>
            <Figures figures=figures.to_vec() />
            {is_wrong.then(|| view! { <div class="actions centred"><ErrorFile current /></div> })}
        </section>
        <section class="panel rows-panel">
            <h2>"What became of each row"</h2>
            <FateTabs current place />
            <RowTable rows=list label="Rows of the file" is_editable=false />
        </section>
    }
}

#[component]
fn Undone(current: Current, import: Import) -> impl IntoView {
    let UndoCounts { removed, restored, kept, gone } = import.undo.unwrap_or_default();
    let figures = [
        (removed, "contacts removed"),
        (restored, "contacts as they were before"),
        (kept, "kept, because they were changed since"),
        (gone, "were deleted since"),
    ];
    let list = (kept > 0).then(|| {
        let none = Signal::derive(RowFilter::default);
        let rows = Rows::start(current, none, true);
        view! {
            <section class="panel rows-panel">
                <h2>"Kept, because somebody changed them since"</h2>
                <RowTable rows label="Rows that were kept" is_editable=false />
            </section>
        }
    });
    view! {
        <section class="panel">
            <Empty glyph=Glyph::ArrowLeft title="This import is undone" text="What it brought is taken back. It can be restored.">
                <UndoButton current state=ImportState::Undone />
                <a class="button" href=paths::IMPORTS>"Upload another file"</a>
            </Empty>
            <Figures figures=figures.to_vec() />
        </section>
        {list}
    }
}

/// Counts and what they count; those of nothing are left out.
#[component]
fn Figures(figures: Vec<(u64, &'static str)>) -> impl IntoView {
    let one = |(count, words): (u64, &'static str)| {
        view! { <div><dt>{words}</dt><dd>{format::count(count)}</dd></div> }
    };
    let figures = figures.into_iter().filter(|(count, _)| *count > 0);
    view! { <dl class="figures">{figures.map(one).collect_view()}</dl> }
}
