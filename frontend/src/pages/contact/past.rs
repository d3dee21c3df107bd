use domain::contact::{ChangeSource, History, HistoryEntry};
use leptos::prelude::*;

use super::source_words::what_happened;
use crate::format;
use crate::pages::changes::Changes;
use crate::router::paths;
use crate::ui::{Glyph, Icon};

/// Everything that happened to a contact, newest first.
#[component]
pub(super) fn Past(history: History) -> impl IntoView {
    let entries = history.entries.into_iter().map(entry).collect_view();
    view! {
        <section class="panel contact-past">
            <h2>"History"</h2>
            <ol class="past" aria-label="History, newest first">{entries}</ol>
        </section>
    }
}

fn entry(entry: HistoryEntry) -> impl IntoView {
    let words = what_happened(&entry);
    let what = match &entry.import {
        Some(import) => view! { <a href=paths::import(import.id)>{words}</a> }.into_any(),
        None => words.into_any(),
    };
    let by = entry.by_name.map(|name| format!("{name} · "));
    let (ago, moment) = (format::ago(entry.at, format::now()), format::second(entry.at));
    view! {
        <li>
            <span class="past-mark"><Icon glyph=glyph(entry.source) /></span>
            <div>
                <p class="past-what">{what}</p>
                <p class="second">{by}<time datetime=entry.at.to_string() title=moment>{ago}</time></p>
                {(!entry.changes.is_empty()).then(|| view! { <Changes changes=entry.changes /> })}
            </div>
        </li>
    }
}

const fn glyph(source: ChangeSource) -> Glyph {
    match source {
        ChangeSource::Import => Glyph::File,
        ChangeSource::Person => Glyph::User,
        ChangeSource::ApiKey => Glyph::Key,
        ChangeSource::Undo => Glyph::ArrowLeft,
        ChangeSource::Directory => Glyph::Globe,
        ChangeSource::Sample => Glyph::List,
    }
}
