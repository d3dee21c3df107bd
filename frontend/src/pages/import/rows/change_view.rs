use domain::contact::FieldChange;
use leptos::prelude::*;

use super::super::field_words::label_of;
use super::cells::shown;

/// Fields before and after, one below the other.
#[component]
pub(crate) fn Changes(changes: Vec<FieldChange>) -> impl IntoView {
    let value = |value: Option<String>, class: &'static str, word: &'static str| {
        let is_empty = value.is_none();
        let text = value.unwrap_or_else(|| "empty".to_owned());
        view! {
            <span class=class class:nothing=is_empty><span class="unseen">{word}</span>{text}</span>
        }
    };
    let one = |change: FieldChange| {
        view! {
            <div>
                <dt>{label_of(&change.field)}</dt>
                <dd>
                    {value(shown(&change.before), "before", "before: ")}
                    <span class="arrow" aria-hidden="true">"→"</span>
                    {value(shown(&change.after), "after", ", after: ")}
                </dd>
            </div>
        }
    };
    view! { <dl class="changes">{changes.into_iter().map(one).collect_view()}</dl> }
}
