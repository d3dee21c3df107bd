//! Fields before and after a change, as people read them.

use domain::contact::FieldChange;
use domain::value::Country;
use leptos::prelude::*;
use serde_json::Value;

use super::field_words::label_of;

/// Fields before and after, one below the other.
#[component]
pub(super) fn Changes(changes: Vec<FieldChange>) -> impl IntoView {
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
                    {value(shown_of(&change.field, &change.before), "before", "before: ")}
                    <span class="arrow" aria-hidden="true">"→"</span>
                    {value(shown_of(&change.field, &change.after), "after", ", after: ")}
                </dd>
            </div>
        }
    };
    view! { <dl class="changes">{changes.into_iter().map(one).collect_view()}</dl> }
}

/// The value of a field of this name as a person reads it; none where it is empty.
pub(super) fn shown_of(field: &str, value: &Value) -> Option<String> {
    let text = shown(value)?;
    let name = |country: Country| country.name().to_owned();
    Some(if field == "country" { Country::parse(&text).map_or(text, name) } else { text })
}

/// A value as a person reads it; none where it is empty.
pub(super) fn shown(value: &Value) -> Option<String> {
    let text = match value {
        Value::Null => return None,
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().filter_map(shown).collect::<Vec<_>>().join(", "),
        Value::Object(entry) => entry.get("value").and_then(shown)?,
        other => other.to_string(),
    };
    Some(text).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_are_read_without_their_json() {
        assert_eq!(
            shown(&json!([{"value": "a@x.de", "kind": "work"}, {"value": "b@x.de"}])).unwrap(),
            "a@x.de, b@x.de"
        );
        assert_eq!(shown(&json!(["vip", "math"])).unwrap(), "vip, math");
        assert_eq!(shown(&json!([])), None);
        assert_eq!(shown(&Value::Null), None);
        assert_eq!(shown_of("country", &json!("DE")).unwrap(), "Germany");
        assert_eq!(shown_of("title", &json!("DE")).unwrap(), "DE");
        assert_eq!(shown(&json!("Köln")).unwrap(), "Köln");
    }
}
