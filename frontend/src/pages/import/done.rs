use domain::import::{Import, ImportState};
use leptos::prelude::*;

use crate::format;
use crate::router::paths;
use crate::ui::{Empty, Glyph, Notice, Tone};

/// How an import ended.
#[component]
pub(super) fn Done(import: Import) -> impl IntoView {
    let rows = import.rows;
    match import.state {
        ImportState::Committed => {
            let text = format!(
                "{} created, {} updated. Of {}, {} said nothing new and {} could not be accepted.",
                format::count(rows.new),
                format::count(rows.update),
                format::counted(rows.total, "row"),
                format::count(rows.duplicate),
                format::count(rows.invalid),
            );
            view! {
                <section class="panel">
                    <Empty glyph=Glyph::Check title="Your contacts are here" text>
                        <a class="button primary" href=paths::SEARCH>"Search these contacts"</a>
                        <a class="button" href=paths::IMPORTS>"Upload another file"</a>
                    </Empty>
                </section>
            }
            .into_any()
        }
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
