use domain::audit::{Actor, AuditEvent, Outcome};
use leptos::prelude::*;
use serde_json::Value;

use super::place::AuditPlace;
use crate::format;
use crate::ui::{Badge, Tone};

/// How an act ended, in a word.
pub(super) const fn outcome_words(outcome: Outcome) -> (&'static str, Tone) {
    match outcome {
        Outcome::Done => ("Done", Tone::Good),
        Outcome::Denied => ("Refused", Tone::Warn),
        Outcome::Failed => ("Failed", Tone::Bad),
    }
}

/// One event; it opens to all that is known about it.
pub(super) fn row(event: &AuditEvent) -> impl IntoView + use<> {
    let who = event.actor_name.clone().unwrap_or_else(|| match event.actor {
        Actor::System => "The system".to_owned(),
        actor => actor.to_string(),
    });
    let (words, tone) = outcome_words(event.outcome);
    view! {
        <li>
            <details class="event">
                <summary>
                    <span class="lines">
                        <span class="first">{event.action.said()}</span>
                        <span class="second">{who}</span>
                    </span>
                    <span class="event-when">{format::second(event.at)}</span>
                    <Badge text=words tone />
                </summary>
                <dl class="facts">{facts(event)}</dl>
            </details>
        </li>
    }
}

fn facts(event: &AuditEvent) -> AnyView {
    let about = event.subject.clone().map(|subject| {
        let here = AuditPlace { subject: Some(subject.clone()), ..AuditPlace::default() };
        let link = view! { <a href=here.to_path()><code>{subject}</code></a> }.into_any();
        fact("About", link)
    });
    let told = event
        .detail
        .iter()
        .map(|(name, value)| fact(&label(name), view! { <span>{words(value)}</span> }.into_any()));
    let code = |text: String| view! { <code>{text}</code> }.into_any();
    let rest = [
        ("Act", Some(event.action.as_str().to_owned())),
        ("By", Some(event.actor.to_string())),
        ("From address", event.address.clone()),
        ("Request", event.request_id.clone()),
        ("Number", Some(event.seq.to_string())),
        ("Hash", Some(event.hash.clone())),
        ("Hash before", Some(event.previous.clone())),
    ];
    let rest = rest.into_iter().filter_map(|(name, value)| Some(fact(name, code(value?))));
    about.into_iter().chain(told).chain(rest).collect_view().into_any()
}

fn fact(name: &str, value: AnyView) -> AnyView {
    view! { <div><dt>{name.to_owned()}</dt><dd>{value}</dd></div> }.into_any()
}

/// `old_role` as `Old role`.
fn label(name: &str) -> String {
    let spaced = name.replace('_', " ");
    let mut letters = spaced.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A fact as people read it: words without quotation marks, lists with commas.
fn words(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(words).collect::<Vec<_>>().join(", "),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_read_as_words() {
        assert_eq!(label("old_role"), "Old role");
        assert_eq!(label(""), "");
        let value = serde_json::json!(["contacts:read", 3, true]);
        assert_eq!(words(&value), "contacts:read, 3, yes");
    }
}
