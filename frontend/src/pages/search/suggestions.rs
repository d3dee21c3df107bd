use domain::partition::Layer;
use domain::search::{Suggestion, SuggestionKind};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::AbortController;

use super::finder::Finder;
use super::highlight;
use crate::api::contacts;
use crate::format;
use crate::session::Session;
use crate::ui::{Glyph, Icon};

/// Completions of what is typed, as a strip below the box: the list itself follows every key,
/// and a popover would lie upon it. The strip keeps its place while it is empty.
#[component]
pub(super) fn SuggestionStrip(
    finder: Finder,
    #[prop(into)] on_choose: Callback<String>,
) -> impl IntoView {
    let suggestions = RwSignal::new(Vec::<Suggestion>::new());
    fetch(finder, suggestions);
    let one = move |suggestion: Suggestion| {
        let (glyph, kind) = kind(suggestion.kind);
        let text = suggestion.text.clone();
        let parts = finder.query.with_untracked(|query| completed(&suggestion.text, &query.text));
        view! {
            <li>
                <button
                    type="button"
                    class="suggestion"
                    title=kind
                    on:click=move |_| on_choose.run(text.clone())
                >
                    <Icon glyph />
                    <span>{parts}</span>
                    <span class="suggestion-count">{format::count(suggestion.count)}</span>
                </button>
            </li>
        }
    };
    view! {
        <ul class="suggestions" aria-label="Suggestions">
            {move || suggestions.get().into_iter().map(one).collect_view()}
        </ul>
    }
}

fn fetch(finder: Finder, suggestions: RwSignal<Vec<Suggestion>>) {
    let client = Session::of_page().client();
    let asked = Memo::new(move |_| finder.query.with(|query| (query.text.clone(), query.scope)));
    let abort = StoredValue::new_local(None::<AbortController>);
    Effect::new(move |answered: Option<Option<(String, Layer)>>| {
        let now = asked.get();
        let answered = answered.flatten().filter(|answered| *answered == now);
        // After the results of a key, which are to have the way and the processor to themselves.
        if answered.is_some() || finder.is_searching.get() {
            return answered;
        }
        if let Some(earlier) = abort.get_value() {
            earlier.abort();
        }
        let (text, _) = now.clone();
        if text.is_empty() {
            suggestions.set(Vec::new());
            return Some(now);
        }
        let controller = AbortController::new().ok();
        let signal = controller.as_ref().map(AbortController::signal);
        abort.set_value(controller);
        let query = finder.query.get_untracked();
        spawn_local(async move {
            // Suggestions are a courtesy: without an answer there are none.
            let answer = contacts::suggest(client, &query, signal).await;
            let (Ok(answer), Some(now)) = (answer, asked.try_get_untracked()) else { return };
            if now.0 == text {
                suggestions.set(answer.suggestions);
            }
        });
        Some(now)
    });
}

fn kind(kind: SuggestionKind) -> (Glyph, &'static str) {
    match kind {
        SuggestionKind::Person => (Glyph::User, "Person"),
        SuggestionKind::Company => (Glyph::Building, "Company"),
        SuggestionKind::Title => (Glyph::Tag, "Title"),
        SuggestionKind::City => (Glyph::Pin, "City"),
    }
}

/// The suggestion with what was typed of it marked.
fn completed(text: &str, typed: &str) -> impl IntoView + use<> {
    let why: Vec<_> = domain::value::words(text)
        .into_iter()
        .flat_map(|matched| {
            domain::value::words(typed).into_iter().filter_map(move |word| {
                let how = domain::search::How::Prefix;
                let field = String::new();
                matched.starts_with(&word).then(|| domain::search::Why {
                    word,
                    field,
                    matched: matched.clone(),
                    how,
                })
            })
        })
        .collect();
    super::row::marked(highlight::parts(text, &why, &[""]))
}
